// The second half of the program, of which the first screen has no need: it comes behind the page, or at once where
// somebody is quicker. Part of the module that has the program in `wasm`.
import { sha256 } from "@noble/hashes/sha2.js";

const [place, promised] = document.documentElement.dataset.later.split("#");
let half, joined;

/** Asks for it; what does not come is asked for again where it is needed. */
async function load() {
  half ||= await WebAssembly.compileStreaming(fetch(place, { integrity: promised })).catch(() => {});
}

function join() {
  joined ||= new WebAssembly.Instance(half, { a: wasm });
}

/** What a server gives at once, a byte a letter, which is all that a page may ask for in this way; nothing where none does. */
function now() {
  const ask = new XMLHttpRequest();
  ask.open("GET", place, false);
  ask.overrideMimeType("text/plain; charset=x-user-defined");
  try {
    ask.send();
  } catch {
    return new Uint8Array();
  }
  return Uint8Array.from(ask.responseText, (letter) => letter.charCodeAt(0));
}

/** The program calls it where it goes no further without: nothing can be awaited there. */
function bring() {
  if (!half) {
    const bytes = now();
    // No browser checks what is asked for in this way.
    const found = `sha256-${btoa(String.fromCharCode(...sha256(bytes)))}`;
    // A program that meets such an error has stopped, and boot.js says why.
    if (found !== promised) throw Object.assign(new WebAssembly.RuntimeError(place), { isMissing: true });
    half = new WebAssembly.Module(bytes);
  }
  join();
}

/** Whether the page begins with more than the first screen: a design that was kept, or what an address asks for. */
function returns() {
  try {
    return location.hash || [localStorage, sessionStorage].some((kept) => kept.getItem("gateway-studio/design"));
  } catch {
    // A browser without storage keeps nothing.
    return false;
  }
}

if (returns()) await load();
addEventListener("gateway-studio-started", () => load().then(() => half && join()));
