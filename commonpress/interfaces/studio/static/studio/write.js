// The page where a story is written, made comfortable. Without this file it is a plain form that works.
// Modules are named by the page, because their names carry the hash of what is in them.
const form = document.querySelector("form[data-write]");
const words = JSON.parse(document.getElementById("write-words").textContent);
const known = new Map(Object.entries(JSON.parse(document.getElementById("write-pictures").textContent)));
const [prose, { tidy }, { Keeper }, { write, toolbar, html }, pictures, panels, { placing }] = await Promise.all(
  ["prose", "paste", "keep", "text", "figures", "panels", "placing"].map((name) => import(form.dataset[name])),
);
const place = form.elements.body;
const { insert, describe } = placing({ form, words, known, pictures, panels, token: () => keeper.token() });
const ask = {
  link: (editor) => {
    panels.askLink(editor);
    return true;
  },
  picture: (editor) => pictures.choose((files) => insert(editor, files)),
};
const figure = pictures.figureOf(prose, { words, known, describe });
const editor = write(place, place.dataset.html, {
  prose, tidy, figure, words, ask,
  videos: form.dataset.videos.split(" "),
  language: () => form.elements.language.value,
  changed: () => keeper.changed(),
  files: (transfer, at) => {
    const files = pictures.filesOf(transfer);
    if (files.length) insert(editor, files, at);
    return files.length > 0;
  },
});
toolbar(form.querySelector("[role=toolbar]"), editor, ask);

const keeper = new Keeper(form, words, {
  fields: () => gathered(),
  fill: (fields) => fill(fields),
  told: (answer) => {
    panels.told(form, answer);
    panels.errors(form, answer.errors);
    editor.view.dom.lang = form.elements.language.value;
  },
  refused: ({ errors }) => panels.errors(form, errors),
  conflict: (said) => panels.conflict(form, said, gathered(), {
    mine: () => keeper.resume(said.seen),
    theirs: () => keeper.resume(said.seen, said.fields),
  }),
});
form.elements.rich.disabled = false;
form.addEventListener("input", () => {
  panels.settle(form);
  keeper.changed();
});
form.addEventListener("change", () => keeper.changed());
form.addEventListener("submit", hand);
form.elements.language.addEventListener("change", ({ target }) => {
  form.elements.language_by_hand.value = "1";
  editor.view.dom.lang = target.value;
});
for (const one of form.querySelectorAll("textarea[data-grows]")) panels.grows(one);
panels.suggests(form.elements.topics);
lead();
offer();
document.documentElement.dataset.ready = "write"; // for those who wait for the editor

function gathered() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !["do", "seen", "csrfmiddlewaretoken"].includes(name)) fields[name] = value;
  }
  return { ...fields, rich: "1", body: html(editor) };
}

function fill(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || name === "body" || name === "rich") continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
    field.dispatchEvent(new Event("grow"));
  }
  editor.commands.setContent(fields.body ?? "");
}

// The form goes as it stands, with the text of the editor; nothing may be on its way at that moment.
async function hand(event) {
  if (form.dataset.going) return;
  event.preventDefault();
  const button = event.submitter;
  await keeper.sending;
  if (keeper.isHeld) return;
  keeper.stop();
  place.hidden = place.disabled = false;
  place.value = html(editor);
  form.dataset.going = "1";
  setTimeout(() => form.requestSubmit(button)); // not while the event of the first try is still on its way
}

// What the last visit left in this browser and the paper never got.
function offer() {
  const kept = keeper.left();
  if (!kept) return;
  panels.offer(form, kept, words, {
    back: () => {
      fill(kept.fields);
      keeper.changed();
    },
    away: () => keeper.forget(),
  });
}

// The picture above the story is sent as soon as it is chosen or dropped.
function lead() {
  const part = form.querySelector("[data-lead]");
  const input = form.elements.lead;
  const take = async (file) => {
    const done = panels.progress(form, file.name, words);
    try {
      const kept = await pictures.send(form, file, {}, words, done.tell);
      panels.lead(form, kept);
      input.value = "";
      done.end();
      keeper.changed();
    } catch (problem) {
      input.value = "";
      done.end(problem.message);
    }
  };
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    if (input.files[0]) take(input.files[0]);
  });
  part.addEventListener("dragover", (event) => event.preventDefault());
  part.addEventListener("drop", (event) => {
    const [file] = pictures.filesOf(event.dataTransfer);
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}
