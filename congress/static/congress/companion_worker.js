/* Keeps the companion's own two pages and what they are made of; everything else goes to the network. KNOWN, with the
   addresses, stands before this: the server writes it. */
const PAGES = "begleiter-seiten";
const SHELL = `begleiter-huelle-${KNOWN.shell.join().split("").reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, 7)}`;

addEventListener("install", (event) => {
  const fill = async () => {
    await (await caches.open(SHELL)).addAll(KNOWN.shell);
    for (const path of [KNOWN.start, KNOWN.sheet]) await keep(path, await fetch(path, { cache: "no-store" }));
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

async function page(request, path) {
  try {
    return await keep(path, await fetch(request));
  } catch (noNetwork) {
    const kept = (await caches.match(path)) || (await caches.match(KNOWN.start));
    if (kept) return kept;
    throw noNetwork;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && [KNOWN.start, KNOWN.sheet].includes(pathname)) {
    event.respondWith(page(request, pathname));
  } else if (KNOWN.shell.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept || fetch(request)));
  }
});
