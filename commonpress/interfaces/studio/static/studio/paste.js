// What word processors put on the clipboard, made plain: paragraphs, headings, lists, quotes, links, tables, strong and
// emphasis. A pure function of text, so that it can be tested with the clipboards of each.
const BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:bold|bolder|[6-9]00)/i;
const PLAIN = /(?:^|;)\s*font-weight\s*:\s*(?:normal|lighter|[1-4]00)/i;
const ITALIC = /(?:^|;)\s*font-style\s*:\s*(?:italic|oblique)/i;
const STRUCK = /(?:^|;)\s*text-decoration[^;]*line-through/i;
const RAISED = /(?:^|;)\s*vertical-align\s*:\s*super/i;
const LOWERED = /(?:^|;)\s*vertical-align\s*:\s*sub/i;
const WORD_LIST = /mso-list\s*:\s*l\d+\s+level(\d+)/i;
const NUMBERED = /^\(?(?:\d{1,4}|[a-z]|[ivxlc]{2,7})[.)]/i;
const HIDDEN = /mso-hide|display\s*:\s*none|mso-list\s*:\s*ignore/i;
const DROPPED = "style, script, meta, link, title, xml, noscript, template, svg, object, iframe, input, button, select, sdfield[type]";
const UNWRAPPED = "span, font, div[role], center, big, small, ins, label, abbr:not([title]), a:not([href]), u";
const KEPT = new Set(["href", "src", "alt", "width", "height", "colspan", "rowspan", "start", "title"]);

/** HTML as copied, tidied. */
export function tidy(html) {
  const page = new DOMParser().parseFromString(inert(html), "text/html").body;
  dropUnseen(page);
  listsOfWord(page);
  marks(page);
  headings(page);
  links(page);
  pictures(page);
  for (const one of page.querySelectorAll(UNWRAPPED)) unwrap(one);
  parted(page);
  spaces(page);
  bare(page);
  return page.innerHTML;
}

// A parsed style attribute asks the content security policy even in a document nobody sees: it goes by another name.
function inert(html) {
  const whole = html.match(/<!--StartFragment-->([\s\S]*)<!--EndFragment-->/);
  return (whole ? whole[1] : html)
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-css="));
}

const css = (one) => one.dataset?.css ?? "";

function dropUnseen(page) {
  const comments = document.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const one of found) one.remove();
  for (const one of page.querySelectorAll(DROPPED)) one.remove();
  for (const one of page.querySelectorAll("*")) {
    if (one.localName.includes(":")) unwrap(one); // <o:p>, <w:sdt>, <st1:place>
  }
}

// Word's lists are paragraphs that say in their style how deep they stand, and carry their bullet as text.
function listsOfWord(page) {
  for (const line of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = Number(css(line).match(WORD_LIST)?.[1] ?? 0);
    if (level && !line.closest("li")) intoList(line, level, markerOf(line));
  }
  for (const one of page.querySelectorAll("[data-css]")) {
    if (HIDDEN.test(css(one))) one.remove();
  }
}

function markerOf(line) {
  const marker = [...line.querySelectorAll("[data-css]")].find((one) => /mso-list\s*:\s*ignore/i.test(css(one)));
  return marker ? marker.textContent.trim() : "";
}

function intoList(line, level, marker) {
  const kind = NUMBERED.test(marker) ? "ol" : "ul";
  const before = line.previousElementSibling;
  let list = before?.dataset.word ? before : null;
  if (list && level === 1 && list.localName !== kind) list = null;
  if (!list) {
    list = made(kind);
    line.before(list);
  }
  for (let depth = 1; depth < level; depth += 1) {
    const item = list.lastElementChild ?? list.appendChild(document.createElement("li"));
    const inner = item.lastElementChild;
    list = inner?.dataset.word ? inner : item.appendChild(made(kind));
  }
  const item = document.createElement("li");
  item.append(...line.childNodes);
  list.append(item);
  line.remove();
}

function made(kind) {
  const list = document.createElement(kind);
  list.dataset.word = "1";
  return list;
}

function marks(page) {
  for (const one of page.querySelectorAll("[data-css]")) {
    if (/^h[1-6]$/.test(one.localName)) continue;
    if (PLAIN.test(css(one)) && ["b", "strong"].includes(one.localName)) {
      unwrap(one); // Google's whole clipboard stands in <b style="font-weight:normal">
      continue;
    }
    if (one.localName === "p" || one.localName === "li" || one.querySelector("p, li, h1, h2, h3, table")) continue;
    for (const [name, test] of [["strong", BOLD], ["em", ITALIC], ["s", STRUCK], ["sup", RAISED], ["sub", LOWERED]]) {
      if (test.test(css(one)) && one.textContent.trim() && !one.closest(name)) wrapInside(one, name);
    }
  }
}

function wrapInside(one, name) {
  const mark = document.createElement(name);
  mark.append(...one.childNodes);
  one.append(mark);
}

// The headline is the story's own field, so the text begins at the second level; a heading is not bold besides.
function headings(page) {
  for (const one of page.querySelectorAll("p[class~=MsoTitle], p[class~=title]")) rename(one, "h2");
  for (const one of page.querySelectorAll("h1")) rename(one, "h2");
  for (const one of page.querySelectorAll("h4, h5, h6")) rename(one, "h3");
  for (const one of page.querySelectorAll("h2, h3")) {
    for (const mark of one.querySelectorAll("b, strong, p")) unwrap(mark);
    if (!one.textContent.trim()) one.remove();
  }
}

function links(page) {
  for (const one of page.querySelectorAll("a[href]")) {
    const passed = one.getAttribute("href").match(/^https:\/\/www\.google\.com\/url\?(?:[^#]*&)?q=([^&#]+)/);
    if (passed) one.setAttribute("href", decodeURIComponent(passed[1]));
    if (!/^(?:https?:|mailto:|\/)/i.test(one.getAttribute("href"))) unwrap(one);
  }
}

// Only pictures of this paper can stay: the others are files of somebody's computer or of another site.
function pictures(page) {
  for (const one of page.querySelectorAll("img")) {
    if (!one.getAttribute("src")?.startsWith("/media/")) one.remove();
  }
}

// Two breaks in a row were meant as a new paragraph.
function parted(page) {
  for (const one of page.querySelectorAll("p")) {
    const parts = one.innerHTML.split(/(?:\s*<br\b[^>]*>\s*){2,}/i);
    if (parts.length < 2) continue;
    one.replaceWith(...parts.filter((part) => part.trim()).map((part) => Object.assign(document.createElement("p"), { innerHTML: part })));
  }
  for (const one of page.querySelectorAll("body > br, p > br:last-child")) one.remove();
  for (const one of page.querySelectorAll("p, li, blockquote, b, strong, em, i")) {
    if (!one.textContent.replaceAll("\u00a0", " ").trim() && !one.querySelector("img, br, table, ul, ol")) one.remove();
  }
}

// A space that does not break is kept only between two words, where somebody may have meant it.
function spaces(page) {
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.data = node.data.replace(/[ \n\t\u00a0]{2,}/g, " ").replace(/^\u00a0|\u00a0$/g, " ");
  }
}

function bare(page) {
  for (const one of page.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) {
      if (!KEPT.has(name)) one.removeAttribute(name);
    }
  }
}

function rename(one, name) {
  const other = document.createElement(name);
  other.append(...one.childNodes);
  one.replaceWith(other);
}

function unwrap(one) {
  one.replaceWith(...one.childNodes);
}
