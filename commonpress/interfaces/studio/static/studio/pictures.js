// Pictures: dropped, pasted or chosen, sent with their progress shown, and never without the question what they show.
const TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/** The picture as a block of the text: its caption is written in place, its description is asked for. */
export function figureOf({ Node }, { words, known, describe }) {
  const informed = (attrs) => attrs && { ...attrs, decorative: known.get(attrs.src)?.decorative ?? false };
  return Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    draggable: true,
    isolating: true,
    addAttributes: () => ({
      src: { default: "" },
      alt: { default: "" },
      width: { default: null },
      height: { default: null },
      credit: { default: "" },
      decorative: { default: false }, // kept with the picture, not in the text
    }),
    parseHTML: () => [
      { tag: "figcaption > cite", ignore: true },
      { tag: "figure", getAttrs: (dom) => informed(read(dom)), contentElement: (dom) => dom.querySelector("figcaption") ?? document.createElement("span") },
      { tag: "img[src]", getAttrs: (dom) => informed(ofImage(dom)) },
    ],
    renderHTML: ({ node }) => shown(node.attrs),
    addNodeView: () => (props) => view(props, { words, describe }),
  });
}

function read(dom) {
  const images = dom.querySelectorAll("img");
  if (images.length !== 1) return false; // a gallery: its pictures come one by one
  return { ...ofImage(images[0]), credit: dom.querySelector("figcaption > cite")?.textContent ?? "" };
}

function ofImage(image) {
  const src = image.getAttribute("src");
  if (!src.startsWith("/media/")) return false;
  return { src, alt: image.getAttribute("alt") ?? "", width: image.getAttribute("width"), height: image.getAttribute("height") };
}

function shown({ src, alt, width, height, credit }) {
  const image = ["img", { src, alt, ...(width && { width }), ...(height && { height }) }];
  const caption = credit ? ["figcaption", {}, ["span", 0], ["cite", credit]] : ["figcaption", 0];
  return ["figure", {}, image, caption];
}

function view({ node, editor, getPos }, { words, describe }) {
  const dom = document.createElement("figure");
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  const foot = document.createElement("p");
  const said = document.createElement("span");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.describe });
  const remove = Object.assign(document.createElement("button"), { type: "button", textContent: words.remove });
  caption.dataset.placeholder = words.caption;
  foot.contentEditable = "false";
  foot.className = "write-figure";
  foot.append(said, button, remove);
  dom.append(image, caption, foot);
  const draw = ({ attrs, content }) => {
    for (const name of ["src", "alt", "width", "height"]) attrs[name] ? image.setAttribute(name, attrs[name]) : image.removeAttribute(name);
    if (!attrs.alt) image.alt = "";
    said.textContent = attrs.alt ? `${words.shows} ${attrs.alt}` : attrs.decorative ? words.decorative : words.undescribed;
    foot.dataset.lacks = String(!attrs.alt && !attrs.decorative);
    caption.classList.toggle("is-empty", !content.size);
  };
  button.addEventListener("click", () => describe(editor, getPos()));
  remove.addEventListener("click", () => {
    editor.commands.deleteRange({ from: getPos(), to: getPos() + editor.state.doc.nodeAt(getPos()).nodeSize });
    editor.view.focus();
  });
  draw(node);
  return {
    dom,
    contentDOM: caption,
    stopEvent: (event) => foot.contains(event.target),
    ignoreMutation: (change) => change.type !== "selection" && !caption.contains(change.target),
    update: (other) => {
      if (other.type === node.type) draw(other);
      return other.type === node.type;
    },
  };
}

/** The picture files of a clipboard or a drop. A word processor also puts an image of the text there: text goes first. */
export function filesOf(transfer) {
  if (!transfer || transfer.types.includes("text/html")) return [];
  return [...transfer.files].filter((file) => file.type.startsWith("image/"));
}

/** Send one picture. ``tell(share)`` is called with 0 to 1. Throws an error whose message may be shown. */
export function send(form, file, fields, words, tell) {
  if (file.size > Number(form.dataset.heaviest)) throw new Error(words.heavy);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what is on its way
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("file", file);
    request.open("POST", form.dataset.pictures);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Error(words.offline)));
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response) resolve(request.response);
      else reject(new Error(request.response?.error ?? (request.status === 413 ? words.heavy : words.unsent)));
    });
    request.send(body);
  });
}

/** Let somebody choose a picture. */
export function choose(then) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: TYPES, multiple: true });
  input.addEventListener("change", () => then([...input.files]));
  input.click();
}
