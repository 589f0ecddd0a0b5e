// Runs before the page's WebAssembly: applies the chosen theme, and says what to
// do when the program cannot start. It decides nothing else.
(function () {
  "use strict";
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem("gateway-studio/theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (refused) {
    // A browser without storage follows the system's theme.
  }
  var started = false;
  addEventListener("TrunkApplicationStarted", function () { started = true; });

  function tell(reason) {
    if (started) return;
    started = true;
    var show = function () {
      var box = document.getElementById("trouble");
      if (!box) return;
      document.getElementById("trouble-" + reason).hidden = false;
      box.hidden = false;
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", show);
    else show();
  }

  if (location.protocol === "file:") tell("file");
  else if (typeof WebAssembly !== "object") tell("wasm");
  addEventListener("error", function (event) {
    var failed = event.target;
    if (failed && (failed.tagName === "LINK" || failed.tagName === "SCRIPT")) tell("load");
  }, true);
  addEventListener("unhandledrejection", function (event) {
    tell(event.reason instanceof WebAssembly.CompileError ? "wasm" : "load");
  });
})();
