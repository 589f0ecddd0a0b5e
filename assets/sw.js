// The service worker: keeps the files of one build, so that the studio opens without a network.
// The build writes BUILD and FILES above. It never sees a design, and stores nothing but these files.
"use strict";

const SCOPE = self.registration.scope;
const COPIES = `gateway-studio ${SCOPE} `;
const COPY = COPIES + BUILD;
const INDEX = "./index.html";
/** A name that no other content ever has; the build writes a hash without its leading zeros. */
const HASHED = /^[\w.-]+-[0-9a-f]{9,16}(_bg)?\.\w+$/;
/** Milliseconds after which the copy is shown instead of what the host may still send. */
const PATIENCE = 2000;

/** Fetches the document of this very build; the host may be in the middle of a change. */
async function index() {
  const answer = await fetch(INDEX, { cache: "no-cache" });
  const text = await answer.text();
  if (!answer.ok || !text.includes(`data-build="${BUILD}"`)) throw new Error("index.html is of another build");
  // Made anew, because a browser refuses to show a redirected answer.
  return new Response(text, { headers: answer.headers });
}

/** Fetches a file whose name is followed by `#` and what it must be. */
async function file(name) {
  const answer = await fetch(name, { integrity: name.split("#")[1] });
  const isPage = (answer.headers.get("content-type") ?? "").includes("text/html");
  if (!answer.ok || isPage) throw new Error(`${name} is not there`);
  return answer;
}

/** Keeps all files of this build or nothing. Whether the host shows it is looked at first: a publish may have stopped. */
async function keep() {
  const document = await index();
  const copy = await caches.open(COPY);
  const whole = await copy.match(INDEX);
  try {
    await Promise.all(FILES.map(async (name) => copy.put(name, await file(name))));
    await copy.put(INDEX, document);
  } catch (error) {
    if (!whole) await caches.delete(COPY);
    throw error;
  }
}

/** Forgets the builds that no open page is of. */
async function tidy() {
  if (self.registration.installing || self.registration.waiting) return;
  const { held } = await navigator.locks.query();
  const used = [COPY, ...held.map((lock) => lock.name)];
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(COPIES) && !used.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The document: from the host when it answers in time, else from the copy. */
async function page(request) {
  const fresh = fetch(request);
  const kept = await (await caches.open(COPY)).match(INDEX);
  if (!kept) return fresh;
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const came = await Promise.race([fresh, late]).catch(() => undefined);
  // A redirection is for the browser to follow.
  return came && (came.ok || came.type === "opaqueredirect") ? came : kept;
}

/** A hashed file, of whichever build a page is. */
async function part(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([tidy(), self.clients.claim()])));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const name = request.url.slice(SCOPE.length).replace(/[?#].*$/, "");
  if (request.mode !== "navigate" ? HASHED.test(name) : name === "" || name === "index.html") {
    event.respondWith(request.mode === "navigate" ? page(request) : part(request));
  }
});
self.addEventListener("message", (event) => {
  if (event.data === "build") event.ports[0].postMessage(BUILD);
  if (event.data === "take") self.skipWaiting();
  if (event.data === "tidy") event.waitUntil(tidy());
});
