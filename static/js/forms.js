/* Helps of the case forms: search in long lists, fields for one kind of party, a tier's middle as the fine. */
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

  /* Fields that count for one answer only are shown with that answer. */
  function conditional() {
    all("[data-when]").forEach(function (input) {
      var picked = document.querySelector('input[name="' + input.dataset.when + '"]:checked');
      var field = input.closest(".gs-field");
      if (field) { field.hidden = Boolean(picked) && picked.value !== input.dataset.whenValue; }
    });
    all("fieldset.gs-group").forEach(function (group) {
      var fields = all(".gs-field", group);
      if (all("[data-when]", group).length) { group.hidden = fields.length > 0 && fields.every(function (field) { return field.hidden; }); }
    });
  }

  /* Choosing a tier writes its middle into the fine, while nobody typed another amount. */
  function fill(radio) {
    var amounts = {};
    radio.dataset.amounts.split(" ").forEach(function (pair) { var parts = pair.split(":"); amounts[parts[0]] = parts[1]; });
    var input = document.getElementsByName(radio.dataset.fills)[0];
    if (!input || !amounts[radio.value]) { return; }
    var suggested = Object.keys(amounts).some(function (tier) { return Number(amounts[tier]) === Number(input.value); });
    if (!input.value || suggested) {
      input.value = amounts[radio.value];
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
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

  document.addEventListener("input", total);
  document.addEventListener("change", function (event) {
    if (event.target.type === "radio") { conditional(); total(); }
    if (event.target.dataset && event.target.dataset.fills) { fill(event.target); }
  });

  function ready() { all("select[data-filter]").forEach(searchable); conditional(); }
  all("[data-rows]").forEach(function (rows) { new MutationObserver(ready).observe(rows, { childList: true }); });
  ready();
}());
