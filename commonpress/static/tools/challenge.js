// The challenge of engines/site/challenge.py: finds the number that makes SHA-256 of "token:number" begin with the asked
// zero bits. The page starts this same file as a worker, so typing stays smooth. Own code, because the browser's SHA-256
// exists on https alone and answers one hash at a time.
(() => {
  "use strict";

  const K = constants();

  // The fractional parts of the cube roots of the first 64 primes, as FIPS 180-4 has them.
  function constants() {
    const found = [];
    for (let n = 2; found.length < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0;
      if (prime) found.push(((Math.cbrt(n) % 1) * 4294967296) | 0);
    }
    return new Int32Array(found);
  }

  const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
  const w = new Int32Array(64);

  function block(state, bytes, at) {
    for (let i = 0; i < 16; i++, at += 4) w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return [state[0] + a | 0, state[1] + b | 0, state[2] + c | 0, state[3] + d | 0, state[4] + e | 0, state[5] + f | 0, state[6] + g | 0, state[7] + h | 0];
  }

  function solve(token, bits) {
    const start = new TextEncoder().encode(`${token}:`);
    const whole = start.length - (start.length % 64);
    let state = START;
    for (let at = 0; at < whole; at += 64) state = block(state, start, at);
    const rest = start.subarray(whole);
    for (let number = 0; ; number++) {
      if (zeros(finish(state, rest, String(number), start.length)) >= bits) return number;
    }
  }

  function finish(state, rest, digits, before) {
    const length = rest.length + digits.length;
    const size = length + 9 > 64 ? 128 : 64;
    const bytes = new Uint8Array(size);
    bytes.set(rest);
    for (let i = 0; i < digits.length; i++) bytes[rest.length + i] = digits.charCodeAt(i);
    bytes[length] = 128;
    new DataView(bytes.buffer).setUint32(size - 4, (before + digits.length) * 8);
    for (let at = 0; at < size; at += 64) state = block(state, bytes, at);
    return state;
  }

  function zeros(state) {
    let count = 0;
    for (const word of state) {
      count += Math.clz32(word);
      if (word !== 0) break;
    }
    return count;
  }

  if (typeof document === "undefined") {
    self.onmessage = ({ data }) => self.postMessage(solve(data.token, data.bits));
    return;
  }

  const own = document.currentScript.src;

  function work(token, bits) {
    return new Promise((done, failed) => {
      const worker = new Worker(own);
      worker.onmessage = ({ data }) => { worker.terminate(); done(data); };
      worker.onerror = failed;
      worker.postMessage({ token, bits });
    });
  }

  // A form sent before the work is done waits for it, says so, and goes by itself.
  function arm(place) {
    const form = place.closest("form");
    const field = place.querySelector("[name=challenge_proof]");
    const said = place.querySelector("[data-challenge-said]");
    const token = place.dataset.challenge, bits = Number(place.dataset.bits);
    let sender = null;
    const done = work(token, bits).catch(() => solve(token, bits)).then((number) => {
      field.value = number;
      if (sender) form.requestSubmit(sender.button);
    });
    form.addEventListener("submit", (event) => {
      if (field.value || event.defaultPrevented) return;
      event.preventDefault();
      said.textContent = place.dataset.working;
      sender = { button: event.submitter };
    });
    return done;
  }

  document.querySelectorAll("[data-challenge]").forEach(arm);
})();
