"""What tools/look.py asks an opened page, in the browser: lines about what sticks out, is cut off, or stayed English."""

SEEN = r"""([width, english]) => {
  const found = [], texts = new Set(english);
  const told = (one) => {
    const name = one.className?.baseVal ?? one.className;
    return `${one.tagName.toLowerCase()}${name ? "." + name : ""} “${(one.textContent || "").trim().slice(0, 40)}”`;
  };
  const rolls = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const whole = document.scrollingElement.scrollWidth;
  if (whole > width) found.push(`sideways ${whole}`);
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest(".unseen, .skip, svg") || !one.checkVisibility()) continue;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const hides = ["hidden", "clip"].includes(style.overflowX) && style.display !== "inline";
    const wide = one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
    if (hides && wide && one.innerText.trim()) found.push(`cut off: ${told(one)}`);
    if (box.width && box.right > width + 1 && !rolls(one))
      found.push(`sticks out to ${Math.round(box.right)}: ${told(one)}`);
  }
  if (!texts.size) return found.slice(0, 12);
  // Beside whole texts of the catalogue, any English sentence where only the program speaks.
  const common = /(^|\s)(the|of|and|is|you|your|this|that|with|was|not|from|have|they)(\s|[.,;:!?]|$)/i;
  const ours = "button, label, th[scope=col], legend, summary, option, dt, .help, .errorlist, caption";
  const apart = "[lang]:not([lang^=ro]), script, style, textarea, code, pre";
  const check = (said, where) => {
    if (said && (texts.has(said) || (common.test(said) && where.closest(ours))) && !where.closest(apart))
      found.push(`English: ${said.slice(0, 90)}`);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) check(node.data.trim(), node.parentElement);
  for (const one of document.querySelectorAll("[placeholder], [title], [aria-label]"))
    for (const said of [one.placeholder, one.title, one.ariaLabel]) check(said, one);
  return found.slice(0, 30);
}"""

# Send the first form of the page as nobody should: empty, or with what its fields cannot take.
SEND_BAD = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")].filter((one) => !one.closest(".tool-nav"));
  const form = forms.find((one) => one.querySelector("input:not([type=hidden]), textarea, select")) || forms[0];
  const bad = { email: "nobody", password: "x", number: "-1", url: "ftp:x", text: "", search: "", date: "" };
  for (const one of form.querySelectorAll("input, textarea"))
    if (one.tagName === "TEXTAREA") one.value = "";
    else if (one.type in bad && !one.readOnly) one.value = bad[one.type];
  form.noValidate = true;
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  form.requestSubmit(buttons.find((one) => one.value === "submit" || one.name === "do") || buttons[0]);
}"""
