// Runs the engine of a page under development in its Web Worker, and makes a failed start an error that the page hears of;
// a published page has engine-halves.js. What stands behind `?` names the build, so that no cache mixes the files of two.
importScripts("./engine.js" + self.location.search);
wasm_bindgen({ module_or_path: "./engine_bg.wasm" + self.location.search }).catch(function (reason) {
  setTimeout(function () { throw reason; });
});
