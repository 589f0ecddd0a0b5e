// Runs the engine of a published page in its Web Worker: with its first half, which is enough for the file that is seen
// first, and has the second one brought behind it. Stands behind the engine's script, which has the program in `wasm`.
import { secondHalf } from "./half.js";

const half = secondHalf("./engine_later.wasm");
let settle;
/** Settles once the engine is whole; see `src/worker/main.rs`. */
self.gatewayStudioWhole = new Promise((settled) => { settle = settled; });

wasm_bindgen({ module_or_path: "./engine_bg.wasm" })
  .then(async (first) => {
    await half.load();
    half.bring(first);
    // It needs nothing more from anywhere. A worker is under the policy of its own answer, and many a host sends none.
    for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts", "Worker"]) {
      for (let holder = self; holder; holder = Object.getPrototypeOf(holder)) Reflect.deleteProperty(holder, name);
    }
    settle();
  })
  // An error that the page hears of.
  .catch((reason) => setTimeout(() => { throw reason; }));
