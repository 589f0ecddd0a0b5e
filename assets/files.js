// Takes files along. A selection of lines is copied as it stands in the file, also where a long line goes
// on in the next row. A picture is saved as PNG. The files of the archive are written into a folder, where
// the browser can: the program offers it by a button of the class `folder` and hands the archive over; what
// is to be said stands beside it.
(function () {
  "use strict";
  document.addEventListener("copy", function (event) {
    var chosen = getSelection();
    var around = chosen.rangeCount ? chosen.getRangeAt(0).commonAncestorContainer : null;
    if (!around || around.nodeType !== 1 || !around.closest(".listing")) return;
    var text = "";
    chosen.getRangeAt(0).cloneContents().querySelectorAll(".line").forEach(function (line, place) {
      var part = line.querySelector(".text");
      var number = line.querySelector(".gutter");
      if (place > 0 && number && number.textContent.trim()) text += "\n";
      text += part ? part.textContent : "";
    });
    if (!text) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });

  /** Hands a drawing to the person as PNG, twice as large as it is. */
  document.addEventListener("click", function (event) {
    var found = event.target.closest && event.target.closest("[data-svg]");
    if (!found) return;
    var drawing = URL.createObjectURL(new Blob([found.getAttribute("data-svg")], { type: "image/svg+xml" }));
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = image.width * 2;
      canvas.height = image.height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(drawing);
      var link = document.createElement("a");
      link.href = canvas.toDataURL();
      link.download = found.getAttribute("data-png");
      link.click();
    };
    image.src = drawing;
  });

  if (!window.showDirectoryPicker) return;
  document.documentElement.setAttribute("data-folders", "");
  var button, picked;

  document.addEventListener("click", function (event) {
    var found = event.target.closest && event.target.closest("button.folder");
    if (!found) return;
    button = found;
    // Only a click may ask for it.
    picked = window.showDirectoryPicker({ id: "gateway-studio", mode: "readwrite" });
    picked.catch(function () {});
  }, true);

  /** The entries of an archive that stores its files as they are. */
  function entries(bytes) {
    var view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    var at = view.getUint32(bytes.length - 6, true);
    var found = [];
    while (view.getUint32(at, true) === 0x02014b50) {
      var size = view.getUint32(at + 24, true);
      var name = view.getUint16(at + 28, true);
      var start = view.getUint32(at + 42, true);
      var path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
      start += 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      found.push([path.split("/"), bytes.slice(start, start + size)]);
      at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return found;
  }

  function word(name) {
    var found = document.querySelector(".folder-" + name);
    return found ? found.textContent : "";
  }

  async function write(folder, files) {
    for (var [path, bytes] of files) {
      var at = folder;
      for (var step of path.slice(0, -1)) at = await at.getDirectoryHandle(step, { create: true });
      var file = await at.getFileHandle(path[path.length - 1], { create: true });
      var out = await file.createWritable();
      await out.write(bytes);
      await out.close();
    }
    return folder.name;
  }

  addEventListener("gateway-studio-archive", async function (event) {
    var said;
    if (!picked || !button) return;
    try {
      var files = entries(event.detail);
      var name = await write(await picked, files);
      said = word("done").replace("{count}", files.length).replace("{folder}", function () { return name; });
    } catch (refused) {
      // Who closes the picker knows it.
      said = refused.name === "AbortError" ? "" : word("failed").replace("{why}", function () { return refused.message; });
    }
    var place = document.querySelector(".folder-said");
    if (place) place.textContent = said;
  });
})();
