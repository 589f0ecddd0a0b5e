// The second half of a program that a release parts (`xtask/src/split.mjs`): it comes behind the first one, or at once
// where somebody is quicker.
import { sha256 } from "@noble/hashes/sha2.js";

/** The half at an address, behind whose `#` stands what it must be. */
export function secondHalf(address) {
  const [place, promised] = address.split("#");
  let half, joined;

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

  /** Has it work on the memory of the first half, which exports that. */
  function join(first) {
    joined ||= new WebAssembly.Instance(half, { a: first });
  }

  return {
    join,
    /** Asks for it and says whether it is there; what does not come is asked for again where it is needed. */
    async load() {
      half ||= await WebAssembly.compileStreaming(fetch(place, { integrity: promised })).catch(() => {});
      return Boolean(half);
    },
    /** The program calls it where it goes no further without: nothing can be awaited there. */
    bring(first) {
      if (!half) {
        const bytes = now();
        // No browser checks what is asked for in this way.
        const found = `sha256-${btoa(String.fromCharCode(...sha256(bytes)))}`;
        // A page that meets such an error has stopped, and boot.js says why; an engine has, and the page says so.
        if (found !== promised) throw Object.assign(new WebAssembly.RuntimeError(place), { isMissing: true });
        half = new WebAssembly.Module(bytes);
      }
      join(first);
    },
  };
}
