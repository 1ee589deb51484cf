// Shows one of a slot's creatives, by share, weight and pace, shortly before the slot comes into view. Remembers nothing.
(() => {
  "use strict";
  if (!window.IntersectionObserver) return;

  const SHARED = 0, OWN = 2;
  const FRESH = 1000, STALE = 2000; // milliseconds
  const waiting = new Map(); // slots of which nothing was counted yet, with all their cards
  const chosenAt = new Map();
  const looked = new Set(); // slots in the window
  let asked, askedAt = -FRESH;

  // A card that was chosen long before it is looked at may have had its fill by then. So one is chosen again as the slot comes
  // into the window, and when the reader comes back to the tab.
  function start() {
    const near = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) freshen(target);
    }, { rootMargin: "400px 0px" });
    const here = new IntersectionObserver((entries) => entries.forEach(look));
    for (const slot of document.querySelectorAll("[data-slot]")) {
      waiting.set(slot, [slot.querySelector("[data-placement]"), ...(slot.querySelector("template")?.content.children ?? [])]);
      slot.addEventListener("seen", () => waiting.delete(slot)); // seen.js says so
      near.observe(slot);
      here.observe(slot);
    }
    document.addEventListener("visibilitychange", () => document.hidden || looked.forEach(freshen));
  }

  function look({ target, isIntersecting }) {
    if (isIntersecting) freshen(target);
    looked[isIntersecting ? "add" : "delete"](target);
  }

  function freshen(slot) {
    const now = performance.now();
    if (!waiting.has(slot) || now - (chosenAt.get(slot) ?? -STALE) < STALE) return;
    chosenAt.set(slot, now);
    fill(slot);
  }

  async function fill(slot) {
    const pace = await ask(), cards = waiting.get(slot);
    if (!cards) return; // counted meanwhile
    const shown = slot.querySelector("[data-placement]");
    const card = pace ? choose(cards.filter((one) => pace[one.dataset.placement]), pace) : shown;
    slot.hidden = !card;
    if (!card) return;
    if (card !== shown) shown.replaceWith(card);
    if (!card.dataset.token) return;
    card.dataset.seen = card.dataset.token;
    card.dispatchEvent(new Event("shown", { bubbles: true })); // seen.js listens
  }

  function ask() {
    if (performance.now() - askedAt < FRESH) return asked;
    askedAt = performance.now();
    asked = fetch("/pace.json", { credentials: "omit" }).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
    return asked;
  }

  // Shares first: what they leave of a hundred is for the others, by weight; the paper's own come last.
  function choose(cards, pace) {
    const of = (card) => pace[card.dataset.placement];
    let left = Math.random();
    for (const card of cards.filter((card) => of(card)[0] === SHARED)) {
      left -= of(card)[1];
      if (left < 0 && Math.random() < of(card)[2]) return card;
      if (left < 0) break;
    }
    return drawn(cards.filter((card) => of(card)[0] > SHARED && of(card)[0] < OWN), of) ?? drawn(cards.filter((card) => of(card)[0] === OWN), of);
  }

  function drawn(cards, of) {
    while (cards.length) {
      let left = Math.random() * cards.reduce((sum, card) => sum + of(card)[1], 0);
      const passed = (one) => {
        left -= of(one)[1];
        return left < 0;
      };
      const card = cards.find(passed) ?? cards.at(-1);
      if (Math.random() < of(card)[2]) return card;
      cards = cards.filter((one) => one !== card);
    }
  }

  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
})();
