/* What lies on the phone: notes that wait, and what is known without a network. Other tabs are told of each change. */
globalThis.companion ??= {};
{
  const NAME = "begleiter";
  const PAGES = "begleiter-seiten"; // the worker's copies of this account's pages
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
  let opened = null;

  function finished(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("waiting", { keyPath: "key" });
        request.result.createObjectStore("known");
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => { database.close(); opened = null; }; // another tab wipes
        resolve(database);
      };
    });
    opened.catch(() => { opened = null; });
    return opened;
  }

  // One transaction; it counts only once the browser has written it.
  async function within(name, mode, work) {
    const database = await open();
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const written = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([finished(work(transaction.objectStore(name))), written]);
    return result;
  }

  function tell() {
    channel?.postMessage("changed");
    globalThis.dispatchEvent(new Event("companion:changed"));
  }

  const store = {
    /* All notes that wait, of every account, the oldest first. */
    async all() {
      const notes = await within("waiting", "readonly", (place) => place.getAll());
      return notes.sort((a, b) => a.written_at.localeCompare(b.written_at));
    },
    /* Those of one account, and how many others wait. */
    async of(account) {
      const notes = await store.all();
      const own = notes.filter((note) => note.account === account);
      return { own, others: notes.length - own.length };
    },
    async put(note) {
      await within("waiting", "readwrite", (place) => place.put(note));
      tell();
    },
    async remove(key) {
      await within("waiting", "readwrite", (place) => place.delete(key));
      tell();
    },
    get: (name) => within("known", "readonly", (place) => place.get(name)),
    set: (name, value) => within("known", "readwrite", (place) => place.put(value, name)),
    /* Forgets what was made for an account, but for notes that wait: when somebody else logs in on this device. */
    async forget() {
      await within("known", "readwrite", (place) => place.clear());
      await globalThis.caches?.delete(PAGES);
    },
    /* Removes everything of an account; the database itself too, unless notes of others wait in it. */
    async wipe(account) {
      const { own, others } = await store.of(account);
      for (const note of own) await within("waiting", "readwrite", (place) => place.delete(note.key));
      await store.forget();
      for (const name of await (globalThis.caches?.keys() ?? [])) {
        if (name.startsWith(NAME)) await caches.delete(name);
      }
      for (const worker of await (navigator.serviceWorker?.getRegistrations() ?? [])) {
        if (new URL(worker.scope).pathname.endsWith("/begleiter/")) await worker.unregister();
      }
      if (!others) {
        (await open()).close();
        opened = null;
        await finished(indexedDB.deleteDatabase(NAME));
      }
      tell();
      return others;
    },
  };

  /* How many entries wait, in words: notes, conversations, or both. Takes a data-… for each. */
  function counted(entries, texts) {
    const met = entries.filter((entry) => "other" in entry.fields).length;
    const [one, many] = met ? [texts.oneMeeting, texts.manyMeetings] : [texts.one, texts.many];
    if (met && met < entries.length) return texts.manyEntries.replace("#", entries.length);
    return entries.length === 1 ? one : many.replace("#", entries.length);
  }

  if (channel) channel.onmessage = () => globalThis.dispatchEvent(new Event("companion:changed"));
  Object.assign(globalThis.companion, { store, counted });
}
