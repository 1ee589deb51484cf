// Comfort only: every page works without this file. No dependencies, nothing stored; nothing asked for strangers.
(() => {
  "use strict";

  // The words are the page's own: the notice under an embed says which site it loads from.
  const known = /^https:\/\/[a-z0-9.-]+\/(?:embed|video|videos\/embed)\/[\w?=&-]+$/;

  function arm(figure) {
    const player = figure.dataset.embed;
    const link = figure.querySelector("a");
    if (!link || !known.test(player)) return;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      link.replaceWith(frame(player, link.textContent));
    });
  }

  function frame(player, title) {
    const made = document.createElement("iframe");
    made.src = player;
    made.title = title;
    made.allow = "fullscreen; encrypted-media; picture-in-picture";
    made.referrerPolicy = "strict-origin-when-cross-origin";
    made.tabIndex = 0;
    queueMicrotask(() => made.focus());
    return made;
  }

  // A page may be an hour old when it is read; how long ago something was is said when somebody asks.
  const UNITS = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

  function ago(at) {
    const seconds = (new Date(at) - Date.now()) / 1000;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || ["second", 1];
    return new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
  }

  function refresh(event) {
    const time = event.target.closest?.("time[title]");
    if (time) time.title = ago(time.dateTime);
  }

  // One page for everyone: what is the reader's own comes after it, and only when the cookie set at sign-in says that
  // somebody is signed in.
  async function greet(place) {
    const answer = await fetch(`/me/?at=${encodeURIComponent(location.pathname)}`);
    if (answer.status !== 200) return;
    const me = await answer.json();
    const links = me.links.map(({ label, address, waiting }) => link(address, waiting ? `${label} (${waiting})` : label));
    if (me.edit) links.unshift(link(me.edit, me.words.edit));
    place.replaceChildren(make("details", { className: "me" }, [
      make("summary", {}, [
        make("span", { className: "me-initial", ariaHidden: "true", textContent: [...me.name][0] }),
        make("span", { className: "me-name", textContent: me.name }),
        ...(me.waiting ? [make("span", { className: "me-waiting", textContent: me.waiting, title: me.words.waiting })] : []),
      ]),
      make("div", { className: "me-menu" }, [...links, leave(me)]),
    ]));
    place.hidden = false;
  }

  function leave(me) {
    const token = make("input", { type: "hidden", name: "csrfmiddlewaretoken", value: me.token });
    const button = make("button", { className: "plain", textContent: me.words.sign_out });
    return make("form", { method: "post", action: me.sign_out }, [token, button]);
  }

  function link(href, textContent) {
    return make("a", { href, textContent });
  }

  function make(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // On a telephone sections and tools are one line that is pushed sideways: the one that is open shall be in sight.
  function show(here) {
    const bar = here.closest(".sections-bar ul, .tool-nav");
    if (bar && here.offsetLeft + here.offsetWidth > bar.clientWidth) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  }

  document.querySelectorAll(":is(.sections-bar, .tool-nav) [aria-current]").forEach(show);
  const place = document.querySelector("[data-me]");
  if (place && /(?:^|; )member=1(?:;|$)/.test(document.cookie)) greet(place).catch(() => {});
  document.querySelectorAll("figure[data-embed]").forEach(arm);
  document.addEventListener("mouseover", refresh);
})();
