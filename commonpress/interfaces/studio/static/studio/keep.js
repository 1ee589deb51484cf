// Nothing typed is lost. Every change is copied into this browser at once and sent to the paper a few seconds later; the
// copy goes only when the paper has acknowledged it. What stands in the way is said in words, and tried again.
const PAUSE = 2000; // milliseconds without a key before a text is sent
const LONGEST = 6000; // a text that is typed without a pause is sent this often
const COPY = 300; // the copy in this browser is never older than this
const AGAIN = [2000, 5000, 10000, 20000, 30000]; // after a failure
const PATIENCE = 20000; // for an answer
const KEEPALIVE = 60000; // bytes a browser lets go after its page; the copy covers what is longer

/** Watches a form. ``hooks``: fields() -> object, fill(fields), told(answer), conflict(answer), refused(answer). */
export class Keeper {
  constructor(form, words, hooks) {
    Object.assign(this, { form, words, hooks, failures: 0, manner: {}, sending: null, isDirty: false, isHeld: false });
    this.name = `studio ${form.dataset.member} ${form.dataset.story}`;
    this.state = form.querySelector("[data-state]");
    this.acknowledged = this.text();
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.isDirty && this.send());
    addEventListener("focus", () => this.isDirty && this.failures && this.send());
  }

  text() {
    return JSON.stringify(this.hooks.fields());
  }

  /** Something was typed. */
  changed() {
    if (this.isHeld) return;
    this.isDirty = true;
    clearTimeout(this.copying);
    this.copying = setTimeout(() => this.copy(), COPY);
    clearTimeout(this.waiting);
    this.longest ??= setTimeout(() => this.send(), LONGEST);
    if (!this.failures) this.waiting = setTimeout(() => this.send(), PAUSE);
    if (!this.failures) this.say("typing");
  }

  copy() {
    const kept = { fields: this.hooks.fields(), seen: this.form.dataset.seen, at: Date.now() };
    try {
      localStorage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing still sends to the paper.
    }
  }

  /** What a browser or a server that went away left behind, when the paper does not have it. */
  left() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name) ?? "null");
      if (kept && JSON.stringify(kept.fields) !== this.text()) return kept;
    } catch {
      // What cannot be read cannot be offered.
    }
    this.forget();
    return null;
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // As above.
    }
  }

  /** The window goes: a last copy, and a last sending that outlives the page. */
  leave() {
    if (!this.isDirty || this.isHeld) return;
    this.copy();
    this.send();
  }

  async send() {
    clearTimeout(this.waiting);
    clearTimeout(this.longest);
    this.longest = undefined;
    // One at a time, or the second would seem to come from somebody else.
    if (this.isHeld || this.sending) return this.sending;
    const sent = this.text();
    if (sent === this.acknowledged && !this.failures) {
      this.settled();
      return undefined;
    }
    this.say("sending");
    this.sending = this.post(sent).finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async post(sent) {
    const body = new URLSearchParams({ ...JSON.parse(sent), do: "autosave", ...this.manner, seen: this.form.dataset.seen, csrfmiddlewaretoken: this.token() });
    let answer;
    try {
      const keepalive = body.toString().length < KEEPALIVE;
      const headers = { Accept: "application/json" };
      answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      return this.failed("offline");
    }
    return this.answered(answer, sent);
  }

  async answered(answer, sent) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.signedOut();
    const said = await answer.json().catch(() => null);
    if (answer.ok && said) return this.kept(said, sent);
    if (answer.status === 409 && said) return this.differ(said);
    if (said?.errors) {
      this.hooks.refused(said);
      this.isDirty = true;
      this.failures = 0;
      return this.say("refused");
    }
    return this.failed(answer.status === 404 ? "gone" : answer.status === 413 ? "long" : "server");
  }

  kept(said, sent) {
    this.see(said.seen);
    this.failures = 0;
    this.manner = {};
    this.acknowledged = sent;
    this.hooks.told(said);
    if (this.text() === sent) {
      this.settled(Object.keys(said.errors).length ? this.words.partly : said.said);
    } else {
      this.copy();
      this.waiting = setTimeout(() => this.send(), PAUSE);
    }
  }

  settled(words) {
    this.isDirty = false;
    clearTimeout(this.copying);
    this.forget();
    if (words) this.lastly = words;
    this.say("kept", this.lastly);
  }

  // Two tabs or two people: nothing more is sent until somebody has chosen.
  differ(said) {
    this.isHeld = true;
    this.copy();
    this.say("conflict");
    this.hooks.conflict(said);
  }

  /** After the choice. What stands here goes over the paper's, which stays among the versions; when ``theirs`` are given
   * they come back on top, so that either way both texts are kept. */
  async resume(seen, theirs) {
    this.see(seen);
    this.isHeld = false;
    this.again({ do: "keep", over: "1" });
    await this.send();
    if (!theirs || this.isHeld || this.failures) return;
    this.hooks.fill(theirs);
    this.again({ do: "keep" });
    await this.send();
  }

  /** The form goes by itself now; a copy stays until the paper has it. */
  stop() {
    this.copy();
    this.isHeld = true;
    for (const timer of [this.waiting, this.longest, this.copying]) clearTimeout(timer);
  }

  again(manner) {
    Object.assign(this, { manner, failures: 0, acknowledged: "", isDirty: true });
  }

  see(seen) {
    this.form.dataset.seen = seen;
    this.form.elements.seen.value = seen;
  }

  async signedOut() {
    this.copy();
    const answer = await fetch("/me/").catch(() => null);
    const me = answer?.status === 200 ? await answer.json().catch(() => null) : null;
    // Signed in again, perhaps in another tab: with the token of the new session it goes through.
    if (me && me.token !== this.fresh) {
      this.fresh = me.token;
      this.form.elements.csrfmiddlewaretoken.value = me.token;
      this.failures = 0;
      this.waiting = setTimeout(() => this.send(), 100);
      return;
    }
    this.failed("signed-out");
  }

  token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  failed(why) {
    this.copy();
    const pause = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    this.isDirty = true;
    this.say(why);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.send(), pause);
  }

  say(state, words) {
    if (this.state.dataset.state === state && !words) return;
    this.state.dataset.state = state;
    this.state.replaceChildren(words ?? this.words[state] ?? "");
    if (state === "signed-out") this.state.append(" ", this.door());
  }

  door() {
    return Object.assign(document.createElement("a"), { href: this.form.dataset.signIn, target: "_blank", rel: "noopener", textContent: this.words.signIn });
  }
}
