// Shows one of a slot's creatives, by share, weight and pace, shortly before the slot comes into view. Remembers nothing.
(() => {
  "use strict";
  if (!window.IntersectionObserver) return;

  const SHARED = 0, OWN = 2;
  const FRESH = 1000; // milliseconds
  let asked, askedAt = -FRESH;

  function start() {
    const near = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        fill(target);
      }
    }, { rootMargin: "400px 0px" });
    for (const slot of document.querySelectorAll("[data-slot]")) near.observe(slot);
  }

  async function fill(slot) {
    const pace = await ask();
    const shown = slot.querySelector("[data-placement]");
    const cards = [shown, ...(slot.querySelector("template")?.content.children ?? [])];
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
