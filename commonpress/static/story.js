// Made of paper.js, seen.js, talk.js and slots.js by `make scripts`: change those.
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

// The conversation under a story: a form where one reads, one's own marks, and whether something new was said. Comfort
// only: every link it takes over leads to a page that does the same.
(() => {
  "use strict";

  const MINUTE = 60000;
  const SOON = 3000; // the checks are done by then
  const thread = document.querySelector("[data-talk]");
  if (!thread) return;
  const { talk, at } = thread.dataset;
  const isMember = /(?:^|; )member=1(?:;|$)/.test(document.cookie);
  let mine;

  // What is new: one small public answer a minute, only while somebody looks. It is the same for everybody.
  async function look() {
    if (document.hidden) return;
    const answer = await fetch(`${at}comments/count.json`);
    if (!answer.ok) return;
    const news = (await answer.json()).count - Number(thread.dataset.count);
    const place = thread.querySelector("[data-new]");
    if (!place || news <= 0) return;
    const words = news === 1 ? place.dataset.one : `${place.dataset.many} (${news})`;
    if (place.textContent !== words) place.replaceChildren(make("a", { href: `${at}comments/?order=newest`, textContent: words }));
  }

  async function asked() {
    return (await fetch(`/talk/${talk}/mine/`)).json();
  }

  // What waited may be out by now: say so where it stands, without the page being loaded again.
  async function lookAtOwn() {
    const standing = thread.querySelectorAll(".talk-own:not([data-seen])");
    if (document.hidden || !mine || !standing.length) return;
    mine = await asked();
    for (const own of standing) {
      if (!mine.own.includes(Number(own.id.slice(4)))) continue;
      own.dataset.seen = "1";
      own.querySelector("[role=status]").firstChild.textContent = `${mine.words.seen} `;
    }
  }

  async function part(address, form) {
    const url = new URL(address, location.href);
    url.searchParams.set("part", "1");
    const answer = await fetch(url, form ? { method: "POST", body: new FormData(form) } : {});
    if (answer.redirected || ![200, 400].includes(answer.status)) throw new Error(answer.status);
    return { isDone: answer.ok, words: (await answer.text()).trim() };
  }

  function parsed(words) {
    return new DOMParser().parseFromString(words, "text/html").body.firstElementChild;
  }

  // A form stands below what it answers; what was typed is never thrown away by a mistake or a line that fails.
  async function open(link) {
    const place = link.closest(".comment, [data-say]");
    if (place.querySelector(":scope > .talk-form")) return place.querySelector(":scope > .talk-form textarea").focus();
    const { words } = await part(link.href);
    show(parsed(words), link.closest("p"));
  }

  function show(form, after) {
    const old = after.parentElement.querySelector(":scope > .talk-form");
    if (old) old.replaceWith(form);
    else after.after(form);
    const area = form.querySelector("textarea");
    const failed = form.querySelector(".errorlist");
    for (const [n, one] of form.querySelectorAll("[id]").entries()) renamed(form, one, `${one.id}-${after.closest("[id]").id}-${n}`);
    if (failed) area.setAttribute("aria-invalid", "true");
    form.querySelector(".talk-send").append(make("button", { type: "button", className: "plain", textContent: mine.words.cancel, onclick: () => form.remove() }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, after);
    });
    area.focus();
  }

  // Several forms may be open at once, and a name may stand on a page once.
  function renamed(form, element, name) {
    for (const attribute of ["for", "aria-describedby"]) {
      const pointing = form.querySelector(`[${attribute}="${element.id}"]`);
      if (pointing) pointing.setAttribute(attribute, name);
    }
    element.id = name;
  }

  async function send(form, after) {
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const { isDone, words } = await part(form.action, form);
      if (isDone) {
        form.replaceWith(parsed(words));
        setTimeout(() => lookAtOwn().catch(() => {}), SOON);
      } else show(parsed(words), after);
    } catch {
      button.disabled = false;
      form.querySelector(".talk-said")?.remove();
      form.querySelector(".talk-send").append(make("span", { className: "talk-said", role: "alert", textContent: mine.words.failed }));
    }
  }

  function row(link) {
    const comment = link.closest(".comment");
    const standing = comment.querySelector(":scope > .react-row");
    if (standing) return standing.remove();
    const number = comment.id.replace("comment-", "");
    const buttons = mine.reactions.map(({ kind, words }) => {
      const button = make("button", { type: "button", textContent: words, ariaPressed: String(is(number, kind)) });
      button.addEventListener("click", () => react(comment, number, kind, button));
      return button;
    });
    const made = make("div", { className: "react-row", role: "group", ariaLabel: mine.words.react }, buttons);
    link.closest("p").after(made);
    buttons[0]?.focus();
  }

  function is(number, kind) {
    return (mine.marks[number] || []).includes(kind);
  }

  async function react(comment, number, kind, button) {
    const sent = new FormData();
    sent.set("kind", kind);
    if (is(number, kind)) sent.set("off", "1");
    const { own, counts, refused } = await reacted(`/talk/comment/${number}/react/`, sent).catch(() => ({ refused: mine.words.failed }));
    if (refused) return button.after(make("span", { role: "alert", textContent: refused }));
    mine.marks[number] = own;
    button.ariaPressed = String(is(number, kind));
    numbers(comment, number, counts);
  }

  // The token is that of a cookie which another answer, on its way at the same time, may have set anew.
  async function reacted(address, sent, isAgain = false) {
    sent.set("csrfmiddlewaretoken", mine.token);
    const answer = await fetch(address, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    if (answer.status !== 403 || isAgain) return answer.json();
    mine.token = (await asked()).token;
    return reacted(address, sent, true);
  }

  function numbers(comment, number, counts) {
    const items = mine.reactions.filter(({ kind }) => counts[kind]).map(({ kind, words }) =>
      make("li", { className: is(number, kind) ? "own" : "" }, [`${words} `, make("b", { textContent: counts[kind] })]));
    const list = make("ul", { className: "reactions" }, items);
    const old = comment.querySelector(":scope > .reactions");
    if (old) old.replaceWith(list);
    else comment.querySelector(":scope > .comment-body").after(list);
  }

  function decorate() {
    for (const [number, kinds] of Object.entries(mine.marks)) {
      for (const kind of kinds) find(number)?.querySelector(`:scope > .reactions [data-kind="${kind}"]`)?.classList.add("own");
    }
    for (const number of mine.own) {
      find(number)?.querySelector("[data-do=react]")?.replaceWith(make("a", { href: `/talk/comment/${number}/`, textContent: mine.words.own }));
    }
    for (const comment of thread.querySelectorAll("[data-by]")) {
      if (mine.muted.includes(comment.dataset.by)) fold(comment);
    }
    for (const { to, html } of mine.waiting) (to && find(to) ? find(to).querySelector("[data-acts]") : thread.querySelector("[data-say]"))?.after(parsed(html));
    if (mine.settings) thread.querySelector("[data-say], .comments-closed")?.append(" ", make("a", { href: mine.settings, textContent: mine.words.settings }));
  }

  function fold(comment) {
    const button = make("button", { type: "button", className: "plain", textContent: mine.words.muted });
    button.addEventListener("click", () => {
      comment.classList.remove("comment-muted");
      button.remove();
    });
    comment.classList.add("comment-muted");
    comment.prepend(button);
  }

  function find(number) {
    return document.getElementById(`comment-${number}`);
  }

  function make(name, properties, children = []) {
    const made = Object.assign(document.createElement(name), properties);
    if (properties.role) made.setAttribute("role", properties.role);
    made.append(...children);
    return made;
  }

  async function begin() {
    const answer = await fetch(`/talk/${talk}/mine/`);
    if (answer.status !== 200) return;
    mine = await answer.json();
    decorate();
    thread.addEventListener("click", (event) => {
      const link = event.target.closest("[data-do], [data-say] > a:first-child");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (link.dataset.do === "react") row(link);
      else open(link).catch(() => location.assign(link.href));
    });
    thread.dataset.ready = "1";
  }

  // A permalink to what is folded away opens the way to it.
  function reveal() {
    for (let fold = document.querySelector(":target")?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  addEventListener("hashchange", reveal);
  reveal();
  setInterval(() => Promise.all([look(), lookAtOwn()]).catch(() => {}), MINUTE);

  // Most who open a story turn back before its conversation: one's own marks are asked for when that comes near.
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    begin().catch(() => {});
  }, { rootMargin: "100%" });
  if (isMember) near.observe(thread);
})();

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
