// Runs the engine in its Web Worker, and makes a failed start an error that the page hears of.
// What stands behind `?` names the build, so that no cache mixes the files of two. In a published page
// one file with a hash holds this and the engine's script.
importScripts("./engine.js" + self.location.search);
wasm_bindgen({ module_or_path: "./engine_bg.wasm" + self.location.search }).catch(function (reason) {
  setTimeout(function () { throw reason; });
});
