// What stands around the text and changes while one writes: findings, a difference, dialogs, progress. All words come
// from the page, and all that others wrote goes in as text.
const el = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** The paper's answer to a saved text: what the checks think, and the language it seems to be. */
export function told(form, { findings, language, language_code }) {
  if (!form.elements.language_by_hand.value) form.elements.language.value = language_code;
  const list = document.querySelector("[data-findings]");
  if (list && findings) {
    list.replaceChildren(...findings.map(({ severity, label, words: said }) =>
      el("li", { className: `finding finding-${severity}` }, el("strong", { textContent: label }), " ", said)));
    document.querySelector("[data-no-findings]").hidden = findings.length > 0;
  }
  const guess = form.querySelector("[data-guess]");
  if (!guess) return;
  guess.hidden = !language;
  if (!language) return;
  const button = el("button", { type: "button", className: "plain", textContent: language.use });
  button.addEventListener("click", () => {
    form.elements.language.value = language.code;
    form.elements.language.dispatchEvent(new Event("change", { bubbles: true }));
    guess.hidden = true;
  });
  guess.replaceChildren(language.said, " ", button);
}

/** Errors beside their fields, and the first of them in focus only when it was asked for. */
export function errors(form, found) {
  settle(form);
  for (const [name, texts] of Object.entries(found)) {
    const field = form.elements[name];
    const box = (field?.closest?.(".field") ?? form.querySelector(".write-foot"));
    box.append(el("ul", { className: "errorlist", role: "alert" }, ...texts.map((text) => el("li", { textContent: text }))));
  }
}

export function settle(form) {
  for (const one of form.querySelectorAll(".errorlist[role=alert]")) one.remove();
}

/** Both texts side by side, and the choice. */
export function conflict(form, said, mine, choose) {
  const panel = document.querySelector("[data-conflict]");
  panel.querySelector("[data-by]").textContent = said.words;
  show(panel.querySelector("[data-mine]"), mine);
  show(panel.querySelector("[data-theirs]"), said.fields);
  panel.hidden = false;
  panel.focus();
  const done = (chosen) => {
    panel.hidden = true;
    chosen();
    form.querySelector("#write-text")?.focus();
  };
  panel.querySelector("[data-choose=mine]").onclick = () => done(choose.mine);
  panel.querySelector("[data-choose=theirs]").onclick = () => done(choose.theirs);
}

function show(place, fields) {
  const text = new DOMParser().parseFromString(`<body>${(fields.body ?? "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-css="))}`, "text/html");
  const lines = [...text.body.querySelectorAll("p, h2, h3, h4, li, figcaption, td, th, pre")].filter((one) => !one.querySelector("p")).map((one) => one.textContent);
  place.replaceChildren(
    el("p", { className: "conflict-headline", textContent: fields.headline }),
    ...(fields.standfirst ? [el("p", { className: "conflict-standfirst", textContent: fields.standfirst })] : []),
    ...lines.filter((line) => line.trim()).map((line) => el("p", { textContent: line })),
  );
}

/** Text that never reached the paper is offered back. */
export function offer(form, kept, words, { back, away }) {
  const panel = document.querySelector("[data-offer]");
  const time = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  panel.querySelector("[data-when]").textContent = words.left.replace("%s", time);
  show(panel.querySelector("[data-mine]"), kept.fields);
  panel.hidden = false;
  const end = (then) => () => {
    panel.hidden = true;
    then();
    form.querySelector("#write-text")?.focus();
  };
  panel.querySelector("[data-choose=back]").onclick = end(back);
  panel.querySelector("[data-choose=away]").onclick = end(away);
}

/** A line that tells how far a picture is; it stays when something went wrong. */
export function progress(form, name, words) {
  const bar = el("progress", { max: 1, value: 0, ariaLabel: name });
  const said = el("span", { textContent: `${words.uploading} ${name}` });
  const line = el("p", { className: "write-upload" }, said, bar);
  const place = form.querySelector("[data-uploads]");
  place.append(line);
  return {
    tell: (share) => {
      bar.value = share;
    },
    end: (problem) => {
      if (!problem) return line.remove();
      bar.remove();
      said.textContent = `${name}: ${problem}`;
      line.classList.add("write-refused");
      const close = el("button", { type: "button", className: "plain", textContent: words.close });
      close.addEventListener("click", () => line.remove());
      line.append(close);
    },
  };
}

/** Ask for an address and put it on what is chosen; without a choice the address itself becomes the words. */
export function askLink(editor) {
  const dialog = document.getElementById("link-dialog");
  const input = dialog.querySelector("input");
  input.value = editor.getAttributes("link").href ?? "";
  dialog.querySelector("[value=remove]").hidden = !editor.isActive("link");
  ask(dialog, (answer) => {
    const chain = editor.chain();
    const href = address(input.value.trim());
    editor.view.focus();
    if (answer === "remove") chain.extendMarkRange("link").unsetLink().run();
    else if (answer !== "ok" || !href) return;
    else if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.extendMarkRange("link").setLink({ href }).run();
  });
  input.select();
}

// The answer is taken as the button goes down; the dialog's own event comes a moment later, and the next key of a fast
// typist would go astray.
function ask(dialog, then) {
  const answer = (value) => {
    dialog.onclose = null;
    dialog.close();
    then(value);
  };
  dialog.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    answer(event.submitter?.value ?? "ok");
  };
  dialog.onclose = () => answer("");
  dialog.showModal();
}

function address(typed) {
  if (!typed || /^(?:https?:\/\/|mailto:|\/)/i.test(typed)) return typed;
  return typed.includes("@") && !typed.includes("/") ? `mailto:${typed}` : `https://${typed}`;
}

/** Ask what a picture shows. Answers the words, or nothing when the question was put off. */
export function askPicture({ src, alt, credit, decorative }) {
  const dialog = document.getElementById("picture-dialog");
  const fields = dialog.querySelector("form").elements;
  Object.assign(dialog.querySelector("img"), { src, hidden: false });
  fields.alt.value = alt;
  fields.credit.value = credit;
  fields.decorative.checked = decorative;
  fields.decorative.onchange = () => {
    fields.alt.required = !fields.decorative.checked;
  };
  fields.decorative.onchange();
  return new Promise((resolve) => {
    ask(dialog, (answer) => {
      const said = { alt: fields.alt.value.trim(), credit: fields.credit.value.trim(), decorative: fields.decorative.checked };
      resolve(answer === "ok" ? said : null);
    });
    fields.alt.focus();
  });
}

/** Show the picture above the story that was just sent. */
export function lead(form, { id, src, alt, credit, decorative }) {
  form.elements.picture.value = id;
  form.elements.picture_alt.value = alt;
  form.elements.picture_credit.value = credit;
  form.elements.picture_decorative.checked = decorative;
  const image = form.querySelector("[data-lead] img");
  image.src = src;
  image.hidden = false;
  form.querySelector("[data-lead-words]").hidden = false;
  if (!alt && !decorative) form.elements.picture_alt.focus();
}

/** A field of one line that grows with its words. */
export function grows(field) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  field.addEventListener("input", grow);
  field.addEventListener("grow", grow);
  addEventListener("resize", grow);
  document.fonts.ready.then(grow);
  if (field.dataset.grows === "line") field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

/** Suggestions for the last of several topics parted by commas. */
export function suggests(field) {
  const list = document.getElementById(field.getAttribute("list"));
  if (!list) return;
  const all = [...list.options].map((option) => option.value);
  field.addEventListener("input", () => {
    const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
    const lead = before && `${before.trimEnd()} `;
    list.replaceChildren(...all.map((name) => new Option("", lead + name)));
  });
}
