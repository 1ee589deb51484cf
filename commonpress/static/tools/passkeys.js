// Passkeys: hands what the server asks to the browser, and the browser's answer back in the form's hidden field.
// A form says what it does: data-passkey="create", "get", or "login" (which first fetches what to ask). Until this has run it is
// hidden or its button disabled: what is sent without a passkey is only refused.
(() => {
  "use strict";

  const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ids = (list) => (list || []).map((one) => ({ ...one, id: decode(one.id) }));

  async function create({ publicKey }) {
    const selection = { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        authenticatorSelection: selection,
        challenge: decode(publicKey.challenge),
        user: { ...publicKey.user, id: decode(publicKey.user.id) },
        excludeCredentials: ids(publicKey.excludeCredentials),
      },
    });
  }

  async function get({ publicKey }) {
    return navigator.credentials.get({
      publicKey: { ...publicKey, challenge: decode(publicKey.challenge), allowCredentials: ids(publicKey.allowCredentials) },
    });
  }

  function written(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = encode(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: encode(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  }

  async function options(form) {
    if (form.dataset.passkey === "login") {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    }
    return JSON.parse(form.querySelector("script[type='application/json']").textContent);
  }

  async function ask(form) {
    const asked = await options(form);
    const credential = asked.creation_options ? await create(asked.creation_options) : await get(asked.request_options);
    form.elements.credential.value = written(credential);
    form.submit();
  }

  function arm(form) {
    const said = form.querySelector("[data-passkey-said]");
    if (!window.PublicKeyCredential) {
      said.textContent = form.dataset.refused;
      return;
    }
    form.hidden = false;
    form.querySelector("button").disabled = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      said.textContent = "";
      ask(form).catch(() => { said.textContent = form.dataset.refused; });
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(arm);
})();
