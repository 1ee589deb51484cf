// Comfort only: every page works without this file. No dependencies, nothing stored, nothing sent.
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

  document.querySelectorAll("figure[data-embed]").forEach(arm);
  document.addEventListener("mouseover", refresh);
})();
