/* Helps of the case forms: search in long lists, fields for one kind of party, a tier's recommendation as the fine. */
(function () {
  "use strict";

  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };

  /* A search box above a select: options that don't hold every word are taken out; the chosen one stays. */
  function searchable(select) {
    if (select.dataset.ready) { return; }
    select.dataset.ready = "1";
    var groups = all("optgroup, select > option", select).map(function (node) {
      return { node: node, label: node.label, options: node.tagName === "OPTGROUP" ? all("option", node) : [node], group: node.tagName === "OPTGROUP" };
    });
    var box = document.createElement("input");
    box.type = "search";
    box.className = "form-control gs-select-search";
    box.placeholder = select.dataset.filter;
    box.setAttribute("aria-label", select.dataset.filter);
    box.setAttribute("data-no-draft", "");
    box.autocomplete = "off";
    select.parentNode.insertBefore(box, select);

    /* Chinese has no spaces: 教育培训 finds 教育和培训, its characters in that order. */
    function holds(text, word) {
      if (text.indexOf(word) >= 0) { return true; }
      if (!/^[\u4e00-\u9fff]{2,}$/.test(word)) { return false; }
      var from = 0;
      return word.split("").every(function (sign) { from = text.indexOf(sign, from) + 1; return from > 0; });
    }

    function show() {
      var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      var chosen = select.value, fitting = 0, only = null;
      select.textContent = "";
      groups.forEach(function (group) {
        var options = group.options.filter(function (option) {
          var text = option.textContent.toLowerCase();
          var fits = words.every(function (word) { return holds(text, word); });
          if (fits && option.value) { fitting += 1; only = option; }
          return fits || !option.value || option.value === chosen;
        });
        if (!options.length || (group.group && !allowed(group.label))) { return; }
        if (!group.group) { options.forEach(function (option) { select.appendChild(option); }); return; }
        group.node.textContent = "";
        options.forEach(function (option) { group.node.appendChild(option); });
        select.appendChild(group.node);
      });
      select.value = chosen;
      if (words.length && fitting === 1) { select.value = only.value; }
    }

    /* Only the chosen catalogue, where the form asks for one. */
    function allowed(label) {
      var picked = document.querySelector('input[name="organ"]:checked');
      if (!picked) { return true; }
      var text = picked.closest("label") ? picked.closest("label").textContent.trim() : "";
      var known = groups.some(function (group) { return group.group && group.label === text; });
      return !known || label === text || groups.some(function (group) {
        return group.label === label && group.options.some(function (option) { return option.value === select.value; });
      });
    }

    box.addEventListener("input", function (event) { event.stopPropagation(); show(); });
    box.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); } });
    all('input[name="organ"]').forEach(function (radio) { radio.addEventListener("change", show); });
    show();
  }

  /* Fields that count for some answers only are shown with those. */
  function conditional() {
    all("[data-when]").forEach(function (input) {
      var picked = document.querySelector('input[name="' + input.dataset.when + '"]:checked');
      var field = input.closest(".gs-field");
      if (field) { field.hidden = Boolean(picked) && input.dataset.whenValue.split(" ").indexOf(picked.value) < 0; }
    });
    all("fieldset.gs-group").forEach(function (group) {
      var fields = all(".gs-field", group);
      if (all("[data-when]", group).length) { group.hidden = fields.length > 0 && fields.every(function (field) { return field.hidden; }); }
    });
  }

  /* Parts of a proposal that count for a penalty alone, or for none; the waiver's reason where it may be waived. */
  function parts() {
    all("[data-block-when]").forEach(function (part) {
      var picked = document.querySelector('input[name="' + part.dataset.blockWhen + '"]:checked');
      var chosen = picked ? picked.value : "";
      var hidden = part.dataset.blockIs ? chosen !== "" && chosen !== part.dataset.blockIs : !chosen || chosen === part.dataset.blockNot;
      if (part.dataset.blockWaiver && !hidden) {
        var grounds = document.getElementById(part.dataset.blockWaiver);
        var typed = part.querySelector("textarea");
        hidden = !(grounds && grounds.querySelector("[data-may-waive]")) && !(typed && typed.value) && !part.querySelector(".has-error");
      }
      part.hidden = hidden;
    });
  }

  /* Choosing a tier writes its recommendation into the fine, while nobody typed another amount; circumstances move it. */
  function fill(radio) {
    var input = document.getElementsByName(radio.dataset.fills)[0];
    var advised = document.getElementById(radio.dataset.row + "-advised-" + radio.value);
    if (!input || !advised) { return; }
    if (input.value && Number(input.value) !== Number(input.dataset.filled)) { return; }
    input.dataset.filled = advised.dataset.advised;
    if (Number(input.value) === Number(advised.dataset.advised)) { return; }
    input.value = advised.dataset.advised;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function remember() {
    all("input[data-fills]:checked").forEach(function (radio) {
      var input = document.getElementsByName(radio.dataset.fills)[0];
      var advised = document.getElementById(radio.dataset.row + "-advised-" + radio.value);
      if (input && advised && Number(input.value) === Number(advised.dataset.advised)) { input.dataset.filled = input.value; }
    });
  }

  /* The sum of the fines beside the form. */
  function total() {
    var place = document.querySelector("[data-fine-total]");
    if (!place) { return; }
    var sum = all('input[name^="violation-"][name$="-fine"]').reduce(function (sum_before, input) {
      var answer = document.querySelector('input[name="' + input.name.replace(/-fine$/, "-no_penalty") + '"]:checked');
      return sum_before + (answer && answer.value !== "penalty" ? 0 : Number(input.value) || 0);
    }, 0);
    place.textContent = "¥" + sum.toLocaleString("en-US");
  }

  /* A field to sign in: strokes of finger, pen or mouse, kept as a PNG with the moment of the last one. */
  function signature(box) {
    if (box.dataset.ready) { return; }
    box.dataset.ready = "1";
    var field = box.querySelector("canvas"), image = box.querySelector("[data-sign-image]");
    var at = box.querySelector("[data-sign-at]"), moment = box.querySelector("[data-sign-moment]");
    var scale = Math.min(window.devicePixelRatio || 1, 2), pen = field.getContext("2d"), drawing = false, last = null;

    function clear() {
      field.width = Math.round(field.clientWidth * scale);
      field.height = Math.round(field.clientHeight * scale);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.lineWidth = 2.6;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#10161f";
    }
    function place(event) { var edge = field.getBoundingClientRect(); return { x: event.clientX - edge.left, y: event.clientY - edge.top }; }
    function stroke(to) {
      pen.beginPath();
      pen.moveTo(last.x, last.y);
      pen.lineTo(to.x, to.y);
      pen.stroke();
      last = to;
    }
    function keep() {
      var now = new Date();
      image.value = field.toDataURL("image/png");
      at.value = now.toISOString();
      moment.textContent = now.toLocaleString();
      image.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.addEventListener("pointerdown", function (event) {
      event.preventDefault();
      field.setPointerCapture(event.pointerId);
      drawing = true;
      last = place(event);
      stroke({ x: last.x + 0.1, y: last.y + 0.1 });
    });
    field.addEventListener("pointermove", function (event) {
      if (!drawing) { return; }
      (event.getCoalescedEvents && event.getCoalescedEvents().length ? event.getCoalescedEvents() : [event]).forEach(function (one) { stroke(place(one)); });
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      field.addEventListener(name, function () { if (drawing) { drawing = false; keep(); } });
    });
    box.querySelector("[data-sign-clear]").addEventListener("click", function () {
      clear();
      image.value = at.value = moment.textContent = "";
    });
    clear();
    if (image.value.indexOf("data:image/png;base64,") === 0) {
      var drawn = new Image();
      drawn.onload = function () { pen.drawImage(drawn, 0, 0, field.clientWidth, field.clientHeight); };
      drawn.src = image.value;
    }
  }

  document.addEventListener("input", total);
  document.addEventListener("change", function (event) {
    if (event.target.type === "radio") { conditional(); parts(); total(); }
    if (event.target.dataset && event.target.dataset.fills) { fill(event.target); }
  });
  document.addEventListener("htmx:afterRequest", function () {
    all("input[data-fills]:checked").forEach(fill);
    parts();
  });

  /* The papers an act would issue, anew a moment after each change while the fold is open. */
  all("[data-preview]").forEach(function (fold) {
    var place = fold.querySelector("[hx-post]"), timer = 0;
    function ask() { if (fold.open && window.htmx) { window.htmx.trigger(place, "preview"); } }
    function soon() { clearTimeout(timer); timer = setTimeout(ask, 1200); }
    fold.addEventListener("toggle", ask);
    fold.closest("form").addEventListener("input", soon);
    fold.closest("form").addEventListener("change", soon);
  });

  function ready() { all("select[data-filter]").forEach(searchable); all("[data-sign]").forEach(signature); conditional(); parts(); }
  all("[data-rows]").forEach(function (rows) { new MutationObserver(ready).observe(rows, { childList: true }); });
  ready();
  remember();
}());
