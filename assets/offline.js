// The page's end of the service worker: keeps a copy of the studio in this browser, announces a
// newer one, and takes the copy away when it does not start. Only a published page loads it.
(function () {
  "use strict";
  var root = document.documentElement;
  var build = root.dataset.build;
  var workers = navigator.serviceWorker;
  var scope = new URL("./", location.href).href;
  var copies = "gateway-studio " + scope + " ";
  var RESTORED = root.dataset.place + "restored";
  // A page that was left open hears of a new version when it is come back to, after an hour at the earliest.
  var HOUR = 3600000;
  var registration;

  /** Writes on the document what the program shows. */
  function mark(name, value) {
    root.setAttribute("data-" + name, value);
    dispatchEvent(new Event("gateway-studio-offline"));
  }

  function network() {
    var kept = registration && registration.active;
    mark("network", navigator.onLine === false ? "gone" : kept ? "spare" : "needed");
  }
  addEventListener("online", network);
  addEventListener("offline", network);
  if (navigator.onLine === false) network();

  // Pages over plain HTTP and some private windows have no service workers; all else works there.
  if (!workers || !window.caches || !navigator.locks) return;

  // As long as this page is open, the files of its build are kept: it may start its engine again.
  navigator.locks.request(copies + build, { mode: "shared" }, function () { return new Promise(function () {}); });

  /** Asks a worker of which build it is. */
  function ask(worker) {
    return new Promise(function (answer) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function (event) { answer(event.data); };
      worker.postMessage("build", [channel.port2]);
    });
  }

  function judge() {
    var waiting = registration.waiting;
    if (!waiting) return;
    ask(waiting).then(function (theirs) {
      // This page is new already, as after a reload; older pages keep their files.
      if (theirs === build) waiting.postMessage("take");
      else mark("update", "ready");
    });
  }

  function watch(worker) {
    if (worker) worker.addEventListener("statechange", function () { judge(); network(); });
  }

  function begin() {
    workers.register("./sw.js").then(function (found) {
      registration = found;
      watch(found.installing);
      found.addEventListener("updatefound", function () { watch(found.installing); });
      judge();
      network();
      if (workers.controller) workers.controller.postMessage("tidy");
      var looked = Date.now();
      document.addEventListener("visibilitychange", function () {
        if (document.visibilityState !== "visible" || Date.now() - looked < HOUR) return;
        looked = Date.now();
        found.update().catch(function () {});
      });
    }).catch(function () {
      // The browser refuses: the page needs its host, as without all this.
    });
  }

  // Another page may have taken the new version. This one goes on with its own files.
  workers.addEventListener("controllerchange", function () {
    if (workers.controller) ask(workers.controller).then(function (theirs) {
      if (theirs !== build) mark("update", "ready");
    });
  });

  addEventListener("gateway-studio-take", function () {
    var reload = function () { location.reload(); };
    if (!registration || !registration.waiting) return reload();
    workers.addEventListener("controllerchange", reload);
    setTimeout(reload, 3000);
    registration.waiting.postMessage("take");
  });

  try {
    if (sessionStorage.getItem(RESTORED)) root.setAttribute("data-restored", "");
  } catch (refused) {
    // Without storage there is no way back to tell of.
  }
  addEventListener("gateway-studio-started", function () {
    try { sessionStorage.removeItem(RESTORED); } catch (refused) { /* as above */ }
  });
  // After all of the engine, which is needed sooner.
  addEventListener("gateway-studio-settled", begin, { once: true });

  /** Takes the copy away, if the host is there to load the studio from, and says whether it did. */
  function leave() {
    return fetch(location.href, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) throw answer;
      return Promise.all([workers.getRegistration("./"), caches.keys()]);
    }).then(function (found) {
      var ours = found[1].filter(function (name) { return name.startsWith(copies); });
      var gone = ours.map(function (name) { return caches.delete(name); });
      if (found[0] && found[0].scope === scope) gone.push(found[0].unregister());
      return Promise.all(gone);
    });
  }

  addEventListener("gateway-studio-failed", function (event) {
    try {
      // Once: a studio that its host, too, gives broken says so.
      if (!workers.controller || sessionStorage.getItem(RESTORED)) return;
      sessionStorage.setItem(RESTORED, build);
    } catch (refused) {
      return;
    }
    event.preventDefault();
    leave().then(function () { location.reload(); }, function () {
      sessionStorage.removeItem(RESTORED);
      event.detail();
    });
  });
})();
