/* Sends what waits, each note exactly once: one tab at a time, and a note is removed only after the server's yes. The
   server stores a note's id once, so an answer that got lost does no harm. */
{
  const { store } = companion;
  const page = document.body.dataset;
  const account = Number(page.account);
  const SECONDS = 20; // for one answer
  const AGAIN = 30; // seconds until the next try while something waits
  let last = "saved";
  let timer = 0;
  let behind = false; // newer facts could not be fetched

  function ask(address, options = {}) {
    const headers = { Accept: "application/json", ...options.headers };
    const signal = AbortSignal.timeout(SECONDS * 1000);
    return fetch(address, { cache: "no-store", credentials: "same-origin", ...options, headers, signal });
  }

  // Returns in one word how it went: saved, offline, expired, other, refused or trouble.
  async function sendAll(notes, address) {
    let state;
    try {
      const response = await ask(address);
      if (response.status === 401) return "expired";
      if (!response.ok) return "trouble";
      state = await response.json();
    } catch {
      return "offline";
    }
    if (state.account !== account) return "other";
    await refresh(state);
    let word = "saved";
    for (const note of notes) {
      const form = new URLSearchParams({ ...note.fields, key: note.key, account, written_at: note.written_at });
      let response;
      try {
        response = await ask(note.address, { method: "POST", body: form, headers: { "X-CSRFToken": state.token } });
      } catch {
        return "offline";
      }
      if (response.ok && !response.redirected) {
        await store.remove(note.key);
      } else if (response.status === 401) {
        return "expired";
      } else if (response.status === 409) {
        return "other";
      } else if (response.status < 500) { // it will not do better next time; a person decides
        await store.put({ ...note, refused: response.status });
        word = "refused";
      } else {
        return "trouble";
      }
    }
    return word;
  }

  // Fetches the facts where there are newer ones. What is known stays good until they are here.
  async function refresh(state) {
    const known = await store.get("facts");
    if (!page.facts || state.team !== page.team || known?.stamp === state.facts) return;
    try {
      const response = await ask(page.facts);
      if (response.ok) await store.set("facts", await response.json());
      behind = !response.ok;
    } catch {
      behind = true;
    }
  }

  /* Sends all of this account's notes; one tab at a time. Returns the word for how it went. */
  async function send() {
    const work = async () => {
      const { own } = await store.of(account);
      const address = page.state || own[0]?.state;
      return address ? sendAll(own, address) : "saved";
    };
    clearTimeout(timer);
    last = await (navigator.locks ? navigator.locks.request("begleiter-senden", work) : work());
    const { own } = await show();
    if ((own.length || behind) && last !== "other") timer = setTimeout(send, AGAIN * 1000);
    return last;
  }

  /* Says what waits. Returns the waiting notes. */
  async function show() {
    const waiting = await store.of(account);
    const place = document.getElementById("state");
    if (!place) return waiting;
    const texts = place.dataset;
    const number = waiting.own.length;
    const counted = number === 1 ? texts.one : texts.many.replace("#", number);
    const said = last === "saved" ? [number ? counted : texts.saved] : [texts[last], ...(number ? [counted] : [])];
    place.textContent = said.join(" · ");
    place.title = waiting.others ? texts.others : "";
    place.className = `companion__state${last === "saved" && !number ? "" : " companion__state--waiting"}`;
    document.getElementById("login").hidden = last !== "expired";
    return waiting;
  }

  // Somebody else on this device: what was made for the one before is not theirs to see; waiting notes stay hidden.
  async function claim() {
    const before = await store.get("account");
    if (before !== undefined && before !== account) await store.forget();
    await store.set("account", account);
  }

  companion.send = send;
  companion.show = show;
  companion.account = account;
  if (page.state) {
    const start = async () => {
      await claim();
      await show();
      if (page.worker && "serviceWorker" in navigator) {
        navigator.serviceWorker.register(page.worker, { scope: page.start }).catch(() => {});
      }
      await send();
    };
    start().catch(() => {}); // a browser that keeps nothing: forms work as plain forms
    addEventListener("online", () => send());
    addEventListener("offline", () => { last = "offline"; show(); });
    addEventListener("companion:changed", () => show());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  }

  document.getElementById("leave")?.addEventListener("click", (event) => {
    if (navigator.onLine) return;
    event.preventDefault(); // the server has to end the session, or the next reader goes on with it
    last = "offline";
    show();
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
