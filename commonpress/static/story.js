// Made of paper.js and seen.js by `make scripts`: change those.
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

  const place = document.querySelector("[data-me]");
  if (place && /(?:^|; )member=1(?:;|$)/.test(document.cookie)) greet(place).catch(() => {});
  document.querySelectorAll("figure[data-embed]").forEach(arm);
  document.addEventListener("mouseover", refresh);
})();

// Says which elements with data-seen were half in view (or filled half of the window) for a second. See docs/counting.md.
(() => {
  "use strict";
  if (navigator.globalPrivacyControl || navigator.webdriver || !window.IntersectionObserver) return;

  const SECOND = 1000, LOOK = 200, MOST = 20;
  const since = new Map(); // each element in the window, from when
  const near = new IntersectionObserver(notice);
  let looking = 0;

  function start() {
    for (const element of document.querySelectorAll("[data-seen]")) near.observe(element);
  }

  function notice(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) since.delete(target);
      else if (!since.has(target)) since.set(target, 0);
    }
    if (since.size && !looking) looking = setInterval(look, LOOK);
  }

  function look() {
    const now = performance.now();
    const ripe = [...since.keys()].filter((element) => isRipe(element, now));
    for (const element of ripe) {
      near.unobserve(element);
      since.delete(element);
    }
    for (let n = 0; n < ripe.length; n += MOST) send(ripe.slice(n, n + MOST).map((element) => element.dataset.seen));
    if (!since.size) looking = clearInterval(looking);
  }

  function isRipe(element, now) {
    const from = since.get(element);
    const shown = document.visibilityState === "visible" && isShown(element);
    since.set(element, shown ? from || now : 0);
    return shown && from && now - from >= SECOND;
  }

  function isShown(element) {
    const { top, bottom, left, right, height } = element.getBoundingClientRect();
    const shown = Math.min(bottom, innerHeight) - Math.max(top, 0);
    const middle = (left + right) / 2;
    return height > 0 && shown >= Math.min(height, innerHeight) / 2 && middle >= 0 && middle <= innerWidth;
  }

  function send(tokens, again) {
    const body = new URLSearchParams(tokens.map((token) => ["t", token]));
    const from = document.referrer && new URL(document.referrer).hostname;
    if (from && from !== location.hostname) body.set("r", from);
    fetch("/seen/", { method: "POST", body, keepalive: true, credentials: "omit" })
      .then((answer) => answer.status >= 500 && Promise.reject())
      .catch(() => again || setTimeout(send, 2 * SECOND + Math.random() * 3 * SECOND, tokens, true));
  }

  // A hidden page's timers sleep: what was in view begins anew.
  document.addEventListener("visibilitychange", () => {
    for (const element of since.keys()) since.set(element, 0);
  });
  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
})();
