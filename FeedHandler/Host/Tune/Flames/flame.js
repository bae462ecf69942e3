(function () {
  "use strict";
  var svg = document.documentElement;
  var margin = 10, charWidth = 6.7;
  var width = Number(svg.getAttribute("width")) - 2 * margin;
  var total = Number(svg.getAttribute("data-total"));
  var boxes = Array.prototype.map.call(svg.querySelectorAll(".f"), function (g) {
    return {
      g: g, rect: g.querySelector("rect"), text: g.querySelector("text"), title: g.querySelector("title").textContent,
      x: Number(g.getAttribute("data-x")), w: Number(g.getAttribute("data-w"))
    };
  });
  var byId = function (id) { return svg.querySelector("#" + id); };
  var details = byId("details"), found = byId("found"), hint = details.textContent;

  function nameOf(box) { return box.title.slice(0, box.title.lastIndexOf(" (")); }
  function labelOf(box) { return box.g.getAttribute("data-label") || nameOf(box); }

  function fit(box, pixels) {
    var count = Math.floor((pixels - 6) / charWidth), name = labelOf(box);
    box.text.textContent = count < 3 ? "" : name.length <= count ? name : name.slice(0, count - 2) + "..";
  }

  // What is shown is the samples from x on, w of them: a frame that covers them all is drawn across, faded; what lies outside is hidden.
  function zoom(x, w) {
    boxes.forEach(function (box) {
      var isAround = box.x <= x && box.x + box.w >= x + w;
      var isInside = box.x >= x && box.x + box.w <= x + w;
      box.g.classList.toggle("hidden", !isAround && !isInside);
      box.g.classList.toggle("faded", isAround && box.w > w);
      var first = Math.max(box.x, x), last = Math.min(box.x + box.w, x + w);
      var left = margin + (first - x) * width / w, pixels = Math.max((last - first) * width / w, 0);
      box.rect.setAttribute("x", left);
      box.rect.setAttribute("width", pixels);
      box.text.setAttribute("x", left + 3);
      fit(box, pixels);
    });
    byId("reset").classList.toggle("hidden", w === total);
  }

  function search(words) {
    var spans = [];
    boxes.forEach(function (box) {
      var isFound = words.length > 0 && nameOf(box).toLowerCase().indexOf(words.toLowerCase()) >= 0;
      box.g.classList.toggle("found", isFound);
      if (isFound) spans.push(box);
    });
    spans.sort(function (a, b) { return a.x - b.x || b.w - a.w; });
    var end = 0, sum = 0;
    spans.forEach(function (box) {
      if (box.x + box.w <= end) return;
      sum += box.x + box.w - Math.max(box.x, end);
      end = box.x + box.w;
    });
    found.textContent = words.length === 0 ? "" : spans.length + " found, " + (100 * sum / total).toFixed(2) + " % of the samples";
  }

  boxes.forEach(function (box) {
    box.g.addEventListener("click", function () { zoom(box.x, box.w); });
    box.g.addEventListener("mouseover", function () { details.textContent = box.title; });
    box.g.addEventListener("mouseout", function () { details.textContent = hint; });
  });
  byId("reset").addEventListener("click", function () { zoom(0, total); });
  byId("search").addEventListener("click", function () {
    var words = window.prompt("Part of a name; empty for none");
    if (words !== null) search(words);
  });
  window.flame = { zoom: zoom, search: search };
}());
