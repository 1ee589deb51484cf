// The editor of a story's text, over the Tiptap modules that django-prose-editor brings. What may stand in a text is
// decided by the sanitiser on the server; the schema here only follows it.
const HEADINGS = { levels: [2, 3, 4] };

/** Put the editor where the plain field stands. ``tools``: { prose, tidy, figure, words, changed, ask, files }. */
export function write(textarea, html, tools) {
  const { prose } = tools;
  const place = document.createElement("div");
  place.className = "write-text prose";
  textarea.after(place);
  textarea.hidden = true;
  textarea.disabled = true;
  const editor = new prose.Editor({
    element: place,
    injectCSS: false, // it would be an inline style; write.css has the rules
    extensions: extensions(tools),
    content: html,
    editorProps: {
      attributes: {
        role: "textbox",
        id: "write-text",
        "aria-multiline": "true",
        "aria-labelledby": "body-label",
        "aria-describedby": "body-help",
        spellcheck: "true",
        lang: tools.language(),
      },
      transformPastedHTML: tools.tidy,
      handlePaste: (_view, event) => tools.files(event.clipboardData, null),
      handleDrop: (view, event, _slice, isMoved) =>
        !isMoved && tools.files(event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
    },
    onUpdate: tools.changed,
  });
  return editor;
}

function extensions({ prose, figure, words, ask, videos }) {
  const { Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Gapcursor, HardBreak, Heading } = prose;
  const { HorizontalRule, Italic, OrderedList, Paragraph, Strike, Subscript, Superscript, Text, Underline, UndoRedo } = prose;
  return [
    Document, Paragraph, Text, HardBreak, Heading.configure(HEADINGS), Blockquote, HorizontalRule,
    BulletList, OrderedList.configure({ enableListAttributes: false }), item(prose),
    Bold, Italic, Underline, Strike, Subscript, Superscript, Code, CodeBlock,
    link(prose, ask), ...tables(prose), figure,
    Dropcursor.configure({ color: false, class: "write-drop" }), Gapcursor, UndoRedo,
    prose.Placeholder.configure({ placeholder: words.placeholder }),
    video(prose, videos, words.video),
  ];
}

// Tab leaves the text, as it leaves every field; lists go deeper with Ctrl+].
function item({ ListItem }) {
  return ListItem.extend({
    addKeyboardShortcuts() {
      return {
        Enter: () => this.editor.commands.splitListItem(this.name),
        "Mod-]": () => this.editor.commands.sinkListItem(this.name),
        "Mod-[": () => this.editor.commands.liftListItem(this.name),
      };
    },
  });
}

function tables({ Table, TableRow, TableHeader, TableCell }) {
  const still = Table.extend({
    addKeyboardShortcuts: () => ({}),
    addNodeView: () => null,
  });
  return [still.configure({ resizable: false }), TableRow, TableHeader, TableCell];
}

function link({ Link }, ask) {
  return Link.extend({
    addKeyboardShortcuts() {
      return { "Mod-k": () => ask.link(this.editor) };
    },
  }).configure({ openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: "https" });
}

// A lone link to a video is told to be a player for readers.
function video({ Extension, Plugin, pm }, videos, words) {
  const { Decoration, DecorationSet } = pm.view;
  const known = new Set(videos);
  const isVideo = (node) => {
    if (node.type.name !== "paragraph" || node.childCount !== 1) return false;
    const href = node.firstChild.marks.find((mark) => mark.type.name === "link")?.attrs.href ?? "";
    return URL.canParse(href) && known.has(new URL(href).hostname.replace(/^www\./, ""));
  };
  const decorations = ({ doc }) => {
    const found = [];
    doc.forEach((node, at) => {
      if (isVideo(node)) found.push(Decoration.node(at, at + node.nodeSize, { class: "write-video", "data-says": words }));
    });
    return DecorationSet.create(doc, found);
  };
  return Extension.create({
    name: "video",
    addProseMirrorPlugins: () => [new Plugin({ props: { decorations } })],
  });
}

/** The buttons above the text: one stop of the Tab key, arrows between them. */
export function toolbar(bar, editor, ask) {
  const buttons = [...bar.querySelectorAll("button[data-do]")];
  const run = {
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    heading: (chain) => chain.toggleHeading({ level: 2 }),
    subheading: (chain) => chain.toggleHeading({ level: 3 }),
    list: (chain) => chain.toggleBulletList(),
    numbers: (chain) => chain.toggleOrderedList(),
    quote: (chain) => chain.toggleBlockquote(),
    undo: (chain) => chain.undo(),
    redo: (chain) => chain.redo(),
  };
  const active = {
    bold: ["bold"],
    italic: ["italic"],
    heading: ["heading", { level: 2 }],
    subheading: ["heading", { level: 3 }],
    list: ["bulletList"],
    numbers: ["orderedList"],
    quote: ["blockquote"],
    link: ["link"],
  };
  const show = () => {
    for (const button of buttons) {
      const asked = active[button.dataset.do];
      if (asked) button.setAttribute("aria-pressed", String(editor.isActive(...asked)));
    }
  };
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-do]");
    if (!button) return;
    if (ask[button.dataset.do]) return void ask[button.dataset.do](editor);
    run[button.dataset.do](editor.chain()).run();
    editor.view.focus(); // at once: Tiptap's own focus comes a frame later, and a fast key would be lost
    show();
  });
  editor.on("transaction", show);
  rove(bar, buttons);
  bar.hidden = false;
  show();
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      buttons.find((button) => button.tabIndex === 0)?.focus();
    }
  });
  bar.addEventListener("keydown", (event) => event.key === "Escape" && editor.view.focus());
}

function rove(bar, buttons) {
  const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  for (const [number, button] of buttons.entries()) button.tabIndex = number ? -1 : 0;
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const ends = { Home: 0, End: buttons.length - 1 };
    const to = event.key in keys ? (at + keys[event.key] + buttons.length) % buttons.length : ends[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  });
}

/** HTML of the text; nothing for an empty one. */
export function html(editor) {
  return editor.isEmpty ? "" : editor.getHTML();
}
