// The page where a published story is corrected, with the editor it was written in. Nothing is saved to the paper before it
// is sent; a copy in this browser outlives a crash, and goes when the paper has the text.
const form = document.querySelector("form[data-correct]");
const words = JSON.parse(document.getElementById("write-words").textContent);
const known = new Map(Object.entries(JSON.parse(document.getElementById("write-pictures").textContent)));
const [prose, { tidy }, { write, toolbar, html }, pictures, panels, { placing }] = await Promise.all(
  ["prose", "paste", "text", "figures", "panels", "placing"].map((name) => import(form.dataset[name])),
);
const COPY = 300; // milliseconds
const name = `correct ${form.dataset.member} ${form.dataset.story}`;
const place = form.elements.body;
const { insert, describe } = placing({ form, words, known, pictures, panels, token: () => form.elements.csrfmiddlewaretoken.value });
const ask = {
  link: (editor) => {
    panels.askLink(editor);
    return true;
  },
  picture: (editor) => pictures.choose((files) => insert(editor, files)),
};
const editor = write(place, place.dataset.html, {
  prose, tidy, words, ask,
  figure: pictures.figureOf(prose, { words, known, describe }),
  videos: form.dataset.videos.split(" "),
  language: () => form.dataset.language,
  changed,
  files: (transfer, at) => {
    const files = pictures.filesOf(transfer);
    if (files.length) insert(editor, files, at);
    return files.length > 0;
  },
});
let copying;
let isDirty = false;
toolbar(form.querySelector("[role=toolbar]"), editor, ask);
form.elements.rich.disabled = false;
form.addEventListener("input", changed);
addEventListener("pagehide", () => isDirty && copy());
form.addEventListener("submit", () => {
  copy();
  place.hidden = true;
  place.disabled = false;
  place.value = html(editor);
});
for (const one of form.querySelectorAll("textarea[data-grows]")) panels.grows(one);
offer();
document.getElementById("change")?.scrollIntoView();
document.documentElement.dataset.ready = "correct";

function gathered() {
  const { headline, standfirst, note } = form.elements;
  return { headline: headline.value, standfirst: standfirst.value, note: note.value, body: html(editor) };
}

function changed() {
  isDirty = true;
  clearTimeout(copying);
  copying = setTimeout(copy, COPY);
}

function copy() {
  try {
    localStorage.setItem(name, JSON.stringify({ fields: gathered(), seen: form.dataset.seen, at: Date.now() }));
  } catch {
    // A browser that keeps nothing still sends to the paper.
  }
}

// What was sent waits for the desk, or is before readers; another text than the one it was made from makes it worthless.
function offer() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(name) ?? "null");
    if (form.dataset.has || kept?.seen !== form.dataset.seen) localStorage.removeItem(name);
  } catch {
    // What cannot be read cannot be offered.
  }
  const mine = gathered();
  if (!kept || form.dataset.has || kept.seen !== form.dataset.seen || Object.keys(mine).every((key) => kept.fields[key] === mine[key])) return;
  panels.offer(form, kept, words, {
    back: () => {
      for (const key of ["headline", "standfirst", "note"]) {
        form.elements[key].value = kept.fields[key];
        form.elements[key].dispatchEvent(new Event("grow"));
      }
      editor.commands.setContent(kept.fields.body);
    },
    away: () => localStorage.removeItem(name),
  });
}
