// Says which data-seen were half in view (or filled half the window) for a second: docs/counting.md.
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
      element.dispatchEvent(new Event("seen", { bubbles: true }));
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
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    const part = (from, to, all) => Math.max(Math.min(to, all) - Math.max(from, 0), 0) / Math.min(to - from, all);
    return width * height > 0 && part(top, bottom, innerHeight) * part(left, right, innerWidth) >= 0.5;
  }

  function send(tokens, again) {
    const body = new URLSearchParams(tokens.map((token) => ["t", token]));
    const from = document.referrer && new URL(document.referrer).hostname;
    if (from && from !== location.hostname) body.set("r", from);
    fetch("/seen/", { method: "POST", body, keepalive: true, credentials: "omit" })
      .then((answer) => answer.status >= 500 && Promise.reject())
      .catch(() => again || setTimeout(send, 2 * SECOND + Math.random() * 3 * SECOND, tokens, true));
  }

  document.addEventListener("shown", (event) => near.observe(event.target));
  // A hidden page's timers sleep: what was in view begins anew.
  document.addEventListener("visibilitychange", () => {
    for (const element of since.keys()) since.set(element, 0);
  });
  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
})();
