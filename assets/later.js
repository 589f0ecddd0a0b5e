// The second half of the page's program, of which the first screen has no need: it comes behind the page, or at once where
// somebody is quicker. Part of the module that has the program in `wasm`.
import { secondHalf } from "./half.js";

const half = secondHalf(document.documentElement.dataset.later);

function bring() {
  half.bring(wasm);
}

/** Whether the page begins with more than the first screen: a design that was kept, or what an address asks for. */
function returns() {
  const { place } = document.documentElement.dataset;
  try {
    return location.hash || [localStorage, sessionStorage].some((kept) => kept.getItem(`${place}design`));
  } catch {
    // A browser without storage keeps nothing.
    return false;
  }
}

if (returns()) await half.load();
addEventListener("gateway-studio-started", () => half.load().then((isThere) => isThere && half.join(wasm)));
