/* Keeps the companion's two pages for the hall and what they are made of; all else goes to the network. KNOWN, with the
   addresses, stands before this: the server writes it. */
const PAGES = "begleiter-seiten";
const SHELL = `begleiter-huelle-${KNOWN.shell.join().split("").reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, 7)}`;

addEventListener("install", (event) => {
  const fill = async () => {
    await (await caches.open(SHELL)).addAll(KNOWN.shell);
    await keepPages();
    await skipWaiting();
  };
  event.waitUntil(fill());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("begleiter-") && name !== SHELL && name !== PAGES) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(tidy());
});

// Only a page that was really given, not the login that stands in for it.
async function keep(path, response) {
  if (response.ok && !response.redirected && response.type === "basic") await (await caches.open(PAGES)).put(path, response.clone());
  return response;
}

// Keeps the pages that are not kept yet: at first, and after another account's were thrown away.
async function keepPages() {
  const pages = await caches.open(PAGES);
  for (const path of [KNOWN.start, KNOWN.sheet]) {
    if (!(await pages.match(path))) await keep(path, await fetch(path, { cache: "no-store" }));
  }
}

addEventListener("message", (event) => {
  if (event.data === "keep pages") event.waitUntil(keepPages().catch(() => {}));
});

// A page of the companion; without a network the kept one, or in place of others the nearest that is kept.
async function page(request, path) {
  const isKept = [KNOWN.start, KNOWN.sheet].includes(path);
  try {
    const response = await fetch(request);
    return isKept ? await keep(path, response) : response;
  } catch (noNetwork) {
    const nearest = path.startsWith(KNOWN.sheet) ? KNOWN.sheet : KNOWN.start;
    const kept = (await caches.match(nearest)) || (await caches.match(KNOWN.start));
    if (kept) return kept;
    throw noNetwork;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(KNOWN.start)) {
    event.respondWith(page(request, pathname));
  } else if (KNOWN.shell.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept || fetch(request)));
  }
});
