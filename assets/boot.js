// Runs before the page's WebAssembly: applies the chosen theme, decides the language and loads its words
// at once, and says what to do when the program cannot start. It decides nothing else.
(function () {
  "use strict";
  var root = document.documentElement;
  var folder = new URL("./", location.href).href;
  // What the page keeps bears the name of its folder, so that two studios on one host keep apart.
  var place = "gateway-studio" + new URL(folder).pathname;
  root.dataset.place = place;
  // Only a published page has a build; see offline.js.
  var build = root.dataset.build;
  var chosen = null;
  try {
    chosen = localStorage.getItem(place + "language");
    var theme = localStorage.getItem(place + "theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (refused) {
    // A browser without storage follows the system's theme.
  }

  // Such a host gives the pages of all of its customers one storage.
  if (/^s3[.-](.+\.)?amazonaws\.com(\.cn)?$/.test(location.hostname)) root.dataset.shared = "";

  // The bar of an installed page and of a telephone has the colour of the page's.
  var bars = document.querySelectorAll("meta[name=theme-color]");
  var colours = Array.from(bars, function (bar) { return bar.content; });
  function paint() {
    var theme = ["light", "dark"].indexOf(root.dataset.theme);
    bars.forEach(function (bar, index) { bar.content = colours[theme < 0 ? index : theme]; });
  }
  paint();
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-theme"] });

  // The page starts two scripts by address, its engine and its service worker, and no others.
  if (build && window.trustedTypes) {
    trustedTypes.createPolicy("default", {
      createScriptURL: function (address) {
        return address === root.dataset.engine || address === "./sw.js" ? address : null;
      },
    });
  }
  // A page under development is never an old one from a service worker.
  if (!build && navigator.serviceWorker) {
    navigator.serviceWorker.getRegistration("./").then(function (found) {
      if (found && found.scope === folder) found.unregister();
    }, function () {});
  }

  // The language that was chosen, else the first of the browser's that the page knows.
  if (chosen === null) {
    var known = Array.from(navigator.languages || []).filter(function (tag) { return /^(en|ja)/.test(tag); });
    chosen = String(known[0]).slice(0, 2);
  }
  root.dataset.language = chosen === "ja" ? "ja" : "en";

  var texts = {};
  /** Promises the words of a language, or the script of the engine; what did not come is asked for again. */
  function load(tag) {
    if (!texts[tag]) {
      // A published page names the file by its content, and says behind `#` what it must be.
      var named = root.dataset[tag] || "./words-" + tag + ".txt";
      texts[tag] = fetch(named, { cache: build ? "default" : "no-cache", integrity: named.split("#")[1] }).then(function (answer) {
        if (!answer.ok) throw new Error("no " + named);
        return answer.text();
      });
      texts[tag].catch(function () { delete texts[tag]; });
    }
    return texts[tag];
  }
  window.gatewayStudioText = load;

  var started = false;
  addEventListener("gateway-studio-started", function () { started = true; });

  /** The program does nothing more, by a fault of its own or because its second half did not come. */
  function stop(error) {
    if (root.dataset.stopped !== undefined) return;
    root.dataset.stopped = "";
    document.getElementById("app").inert = true;
    show(error.isMissing ? "load" : "stopped");
  }
  addEventListener("gateway-studio-unfit", function () { tell("load"); });

  // The design as the browser did not keep it, as long as it does not.
  var unkept = null;
  addEventListener("gateway-studio-unkept", function (event) { unkept = event.detail; });
  addEventListener("gateway-studio-kept", function () { unkept = null; });

  /** Says why, and offers the design as it was kept last, then a new start. */
  function show(reason) {
    var box = document.getElementById("trouble");
    if (!box) return;
    // An open dialog would lie above the message, and keep the keyboard to itself.
    document.querySelectorAll("dialog[open]").forEach(function (dialog) { dialog.close(); });
    var design = unkept;
    try {
      design = design || sessionStorage.getItem(place + "design") || localStorage.getItem(place + "design");
    } catch (refused) {
      // Without storage there is nothing to offer.
    }
    var save = document.getElementById("trouble-save");
    var reload = document.getElementById("trouble-reload");
    save.hidden = design === null;
    save.onclick = function () {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([design], { type: "application/json" }));
      link.download = "design.json";
      link.click();
    };
    reload.onclick = function () { location.reload(); };
    document.getElementById("trouble-" + reason).hidden = false;
    if (unkept) document.getElementById("trouble-unkept").hidden = false;
    else if (reason === "stopped" && design !== null) document.getElementById("trouble-kept").hidden = false;
    box.hidden = save.parentNode.hidden = false;
    (design === null ? reload : save).focus();
  }

  function tell(reason) {
    if (started) return;
    started = true;
    var say = function () {
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", function () { show(reason); });
      else show(reason);
    };
    // Who knows a way out prevents the message, and calls it when there was none.
    var failed = new CustomEvent("gateway-studio-failed", { cancelable: true, detail: say });
    if (dispatchEvent(failed)) say();
  }

  /** Another page has this one in a frame, where somebody may be led to click what is not seen: the program, which
   * looks for the mark, does not begin there. */
  function refuse() {
    started = true;
    root.dataset.stopped = "";
    addEventListener("DOMContentLoaded", function () {
      document.getElementById("app").inert = true;
      document.getElementById("trouble-framed").hidden = document.getElementById("trouble").hidden = false;
      document.getElementById("trouble-open").href = location.href;
    });
  }

  if (window.top !== window) refuse();
  else if (location.protocol === "file:") tell("file");
  else if (typeof WebAssembly !== "object") tell("wasm");
  else load(root.dataset.language).catch(function () { tell("load"); });
  addEventListener("error", function (event) {
    if (started && event.error instanceof WebAssembly.RuntimeError) return stop(event.error);
    var failed = event.target;
    var isPart = failed && (failed.tagName === "LINK" || failed.tagName === "SCRIPT");
    // Scripts that an extension of the browser adds may fail without harm.
    if (isPart || String(event.filename).startsWith(folder)) tell("load");
  }, true);
  addEventListener("unhandledrejection", function (event) {
    if (started && event.reason instanceof WebAssembly.RuntimeError) return stop(event.reason);
    tell(event.reason instanceof WebAssembly.CompileError ? "wasm" : "load");
  });
})();
