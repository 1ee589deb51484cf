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
