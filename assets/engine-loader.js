// Runs the engine in its Web Worker, and makes a failed start an error that the page hears of.
importScripts("./engine.js");
wasm_bindgen({ module_or_path: "./engine_bg.wasm" }).catch(function (reason) {
  setTimeout(function () { throw reason; });
});
