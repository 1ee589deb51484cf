// Keys of the desk. All of them press a button or follow a link that stands on the page: without scripts those do.
(() => {
  "use strict";

  const OFF = "desk-keys-off";
  const keysOff = document.querySelector("[data-keys-off]");
  if (keysOff) {
    keysOff.checked = localStorage.getItem(OFF) === "1";
    keysOff.addEventListener("change", () => localStorage.setItem(OFF, keysOff.checked ? "1" : "0"));
  }

  // A page without the switch heeds it too.
  function areKeysOff() {
    return keysOff ? keysOff.checked : localStorage.getItem(OFF) === "1";
  }

  const rows = [...document.querySelectorAll("[data-row]")];
  const entry = document.querySelector("[data-entry]");

  function row() {
    return document.activeElement?.closest("[data-row]");
  }

  function goTo(next) {
    const link = next?.querySelector("[data-open]");
    if (!link) return;
    link.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const at = rows.indexOf(row());
    goTo(rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]);
  }

  // A key first looks in the row that has the focus, then on the whole page.
  function target(key) {
    const name = `[data-key="${CSS.escape(key)}"]`;
    return row()?.querySelector(name) || (rows.length && "as".includes(key) ? null : document.querySelector(name));
  }

  function press(found) {
    if (found.tagName !== "DETAILS") {
      found.click();
      return;
    }
    found.open = !found.open;
    const inside = found.open && found.querySelector("input[type=radio], textarea, select");
    (inside || found.querySelector("summary")).focus();
    found.scrollIntoView({ block: "nearest" });
  }

  function choose(key) {
    const panel = document.querySelector(".desk-panel[open]");
    const radio = panel?.querySelectorAll("input[type=radio]")[Number(key) - 1];
    if (!radio) return false;
    radio.checked = true;
    radio.focus();
    return true;
  }

  function isTyping(element) {
    return element?.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
  }

  function leave() {
    const panel = document.querySelector(".desk-panel[open], .desk-keys[open]");
    if (panel) press(panel);
  }

  function pressed(event) {
    const key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === "Escape") {
      leave();
      return;
    }
    if (isTyping(event.target) || areKeysOff() || key.length !== 1) return;
    if (act(key)) event.preventDefault();
  }

  function act(key) {
    if (/[1-9]/.test(key)) return choose(key);
    if (rows.length && (key === "j" || key === "k")) {
      step(key === "j" ? 1 : -1);
      return true;
    }
    const found = target(key);
    if (found) {
      press(found);
      return true;
    }
    const link = row()?.querySelector("[data-open]");
    if (link && "rdmc".includes(key)) {
      link.hash = key;
      link.click();
      return true;
    }
    return false;
  }

  document.addEventListener("keydown", pressed);

  // Ctrl+Enter sends the panel one writes in.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest(".desk-panel form")?.requestSubmit();
  });

  // A second press while the first is on its way sends nothing.
  let leaving = false;
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    leaving = true;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const form of document.forms) delete form.dataset.sent;
  });

  function open() {
    const asked = decodeURIComponent(location.hash.slice(1));
    const found = asked ? document.getElementById(asked) : null;
    if (found?.matches("[data-open]")) goTo(found.closest("[data-row]"));
    else if (asked === "c" && entry) document.querySelector('[data-key="c"]')?.click();
    else if (found?.matches(".desk-panel")) press(found);
    else if (rows.length) goTo(rows[0]);
  }

  // The entry is taken as it is opened, so that a second editor sees it. A refused claim changes nothing here: the page
  // says who holds it the next time it is asked for. An entry that was decided meanwhile by this very page is refused
  // too: a page that is being left is not loaded again, for that would call back the decision's answer.
  async function claim() {
    const form = document.querySelector("[data-claim]");
    if (!form) return;
    const sent = new FormData(form);
    sent.set("do", "claim");
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), redirect: "manual" });
    if (leaving) return;
    if (answer.status === 409) location.reload();
    const button = form.querySelector("button");
    button.value = "release";
    button.firstChild.textContent = `${form.dataset.release} `;
  }

  function countDown() {
    const bar = document.querySelector("[data-seconds]");
    if (!bar) return;
    const until = Date.now() + Number(bar.dataset.seconds) * 1000;
    const shown = bar.querySelector(".desk-undo-left");
    const words = shown.textContent;
    const timer = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left > 0) shown.textContent = words.replace(/\d+/, left);
      else {
        clearInterval(timer);
        bar.remove();
      }
    }, 1000);
  }

  open();
  claim();
  countDown();
})();
