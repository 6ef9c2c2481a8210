/* Sends what waits, each entry exactly once: one tab at a time, and an entry is removed only after the server has named
   its id. The server stores an id once, so an answer that got lost does no harm. Only a person throws an entry away. */
{
  const { store, counted } = companion;
  const page = document.body.dataset;
  const account = Number(page.account);
  const SECONDS = 20; // for one answer
  const AGAIN = 30; // seconds until the next try while something waits
  let last = "saved";
  let timer = 0;
  let behind = false; // newer facts could not be fetched
  let patience = AGAIN; // seconds until the next try, where the server asks for more

  function ask(address, options = {}) {
    const headers = { Accept: "application/json", ...options.headers };
    const signal = AbortSignal.timeout(SECONDS * 1000);
    return fetch(address, { cache: "no-store", credentials: "same-origin", ...options, headers, signal });
  }

  // What a status means: the entry itself is refused, and a person decides; or it waits, for a reason that may pass.
  const REFUSED = [400, 413, 422];
  const REASONS = { 401: "expired", 403: "forbidden", 404: "gone", 409: "other", 410: "gone", 429: "busy" };
  const STOPPING = ["expired", "other", "busy", "trouble", "offline"]; // the next entry would fare no better

  // Asks who is logged in, at the first congress that there still is. Returns how it went, and the state.
  async function greet(addresses) {
    for (const address of addresses) {
      try {
        const response = await ask(address);
        if (response.ok) return response.redirected ? ["expired"] : ["saved", await response.json()];
        const how = REASONS[response.status] ?? "trouble";
        if (how !== "gone") return [how];
      } catch {
        return ["offline"];
      }
    }
    return ["gone"];
  }

  // Returns in one word how it went: saved, offline, expired, other, refused, forbidden, gone, busy or trouble.
  async function sendAll(entries, addresses) {
    const [greeted, state] = await greet(addresses);
    if (greeted !== "saved" && greeted !== "gone") return greeted;
    if (state && state.account !== account) return "other";
    if (state) await refresh(state);
    let word = greeted;
    for (const entry of entries) {
      const [how, why] = state ? await sendOne(entry, state.token) : ["gone"]; // all of them wait for what is no more
      if (how === "saved") {
        await store.remove(entry.key);
        continue;
      }
      if (entry.how !== how || entry.why !== why) await store.put({ ...entry, how, why });
      word = how;
      if (STOPPING.includes(how)) return word;
    }
    return word;
  }

  // Returns how it went with one entry, and for a refused one what the server says of it.
  async function sendOne(entry, token) {
    const form = new URLSearchParams({ ...entry.fields, key: entry.key, account, written_at: entry.written_at });
    let response;
    try {
      response = await ask(entry.address, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
    } catch {
      return ["offline"];
    }
    const answer = await response.json().catch(() => ({}));
    if (REFUSED.includes(response.status)) return ["refused", Object.values(answer.error ?? {}).flat().join(" ")];
    if (response.status === 429) patience = Math.min(600, Number(response.headers.get("Retry-After")) || AGAIN);
    if (response.redirected) return ["expired"];
    if (!response.ok) return [REASONS[response.status] ?? "trouble"];
    return [answer.key === entry.key ? "saved" : "trouble"]; // a page that stands in for the server knows no id
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

  /* Sends all that waits of this account; one tab at a time. Returns the word for how it went. */
  async function send() {
    const work = async () => {
      const { own } = await store.of(account);
      const addresses = new Set([page.state, ...own.map((entry) => entry.state)].filter(Boolean));
      return addresses.size ? sendAll(own, addresses) : "saved";
    };
    clearTimeout(timer);
    patience = AGAIN;
    last = await (navigator.locks ? navigator.locks.request("begleiter-senden", work) : work());
    const { own } = await show();
    if ((own.length || behind) && last !== "other") timer = setTimeout(send, patience * 1000);
    return last;
  }

  /* Says what waits. Returns the waiting notes. */
  async function show() {
    const waiting = await store.of(account);
    const place = document.getElementById("state");
    if (!place) return waiting;
    const texts = place.dataset;
    const number = waiting.own.length;
    const waits = number ? [counted(waiting.own, texts)] : [];
    const said = last === "saved" ? (number ? waits : [texts.saved]) : [texts[last], ...waits];
    place.textContent = said.join(" · ");
    place.title = waiting.others ? texts.others : "";
    place.className = `companion__state${last === "saved" && !number ? "" : " companion__state--waiting"}`;
    document.getElementById("login").hidden = last !== "expired";
    return waiting;
  }

  // Has the worker keep this account's pages now, not only when they are visited.
  async function keepPages() {
    if (!page.worker || !("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(page.worker, { scope: page.start });
    (await navigator.serviceWorker.ready).active.postMessage("keep pages");
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
      keepPages().catch(() => {});
      await send();
    };
    start().catch(() => {}); // a browser that keeps nothing: forms work as plain forms
    addEventListener("online", () => send());
    addEventListener("offline", () => { last = "offline"; show(); });
    addEventListener("companion:changed", () => show());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  }

  // Without a network the worker shows a kept page in place of one that it does not keep.
  const instead = document.getElementById("instead");
  if (instead) instead.hidden = location.pathname === page.path;

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
