/* Small helps on top of pages that work without any of this. No library but htmx; no inline code (strict CSP). */
(function () {
  "use strict";

  var body = document.body;
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function storage() {
    try { return window.localStorage; } catch (error) { return null; }
  }

  /* --- Amounts in capitals (大写) ---------------------------------------------------------------------------------- */

  var DIGITS = "零壹贰叁肆伍陆柒捌玖";
  var PLACES = ["", "拾", "佰", "仟"];
  var GROUPS = ["", "万", "亿", "万亿"];

  /* Four digits in capitals; zeros between figures become one 零, zeros at the end none. */
  function capitalGroup(figures) {
    var written = "", zero = false;
    for (var i = 0; i < figures.length; i += 1) {
      var digit = Number(figures[i]);
      if (digit === 0) { zero = written !== ""; continue; }
      written += (zero ? "零" : "") + DIGITS[digit] + PLACES[figures.length - 1 - i];
      zero = false;
    }
    return written;
  }

  function capitalInteger(text) {
    var written = "", groups = [];
    for (var end = text.length; end > 0; end -= 4) { groups.unshift(text.slice(Math.max(0, end - 4), end)); }
    groups.forEach(function (group, index) {
      var part = capitalGroup(group);
      if (!part) { return; }
      // A gap before this group: its own leading zero, or a whole group of zeros left out just before.
      var gap = written && (group[0] === "0" || Number(groups[index - 1]) === 0);
      written += (gap ? "零" : "") + part + GROUPS[groups.length - 1 - index];
    });
    return written;
  }

  /* "20000" → 贰万元整. Empty for anything that is no amount below 10^16 with at most two decimals. */
  function capitals(value) {
    var text = String(value).replace(/[,，\s¥￥]/g, "");
    if (!/^\d{1,16}(\.\d{0,2})?$/.test(text)) { return ""; }
    var parts = text.split(".");
    var integer = parts[0].replace(/^0+/, "");
    var cents = ((parts[1] || "") + "00").slice(0, 2);
    var jiao = Number(cents[0]), fen = Number(cents[1]);
    if (!integer && !jiao && !fen) { return "零元整"; }
    var written = integer ? capitalInteger(integer) + "元" : "";
    if (!jiao && !fen) { return written + "整"; }
    if (jiao) { written += DIGITS[jiao] + "角"; } else if (integer) { written += "零"; }
    return written + (fen ? DIGITS[fen] + "分" : "");
  }

  function showCapitals(input) {
    var place = input.parentNode.querySelector("[data-capital]");
    if (place) { place.textContent = capitals(input.value); }
  }

  /* --- Text areas, codes, files ------------------------------------------------------------------------------------ */

  function grow(area) {
    area.style.height = "auto";
    area.style.height = Math.min(area.scrollHeight + 2, 560) + "px";
  }

  function tidyCode(input) {
    var tidy = input.value.replace(/[\s\-－]/g, "").toUpperCase().replace(/[Ａ-Ｚ０-９]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    });
    if (tidy !== input.value) { input.value = tidy; }
  }

  function giveFiles(input, files) {
    if (!files || !files.length || typeof DataTransfer !== "function") { return; }
    var bag = new DataTransfer();
    var kept = input.multiple ? Array.prototype.slice.call(input.files).concat(Array.prototype.slice.call(files)) : [files[0]];
    kept.forEach(function (file) { bag.items.add(file); });
    input.files = bag.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function dropZone(zone) {
    var input = zone.querySelector('input[type="file"]');
    if (!input) { return; }
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.toggle("is-over", name === "dragover");
        if (name === "drop") { giveFiles(input, event.dataTransfer.files); }
      });
    });
  }

  function inBytes(size) {
    return size >= 1048576 ? (size / 1048576).toFixed(1) + " MB" : Math.max(1, Math.round(size / 1024)) + " KB";
  }

  // What was chosen, each file with its size and a way to take it out again.
  function listFiles(input) {
    var zone = input.closest("[data-drop]");
    if (!zone) { return; }
    var list = zone.querySelector("[data-files]");
    if (!list) {
      list = document.createElement("ul");
      list.className = "gs-files";
      list.setAttribute("data-files", "");
      zone.appendChild(list);
    }
    list.textContent = "";
    Array.prototype.forEach.call(input.files, function (file, place) {
      var line = document.createElement("li");
      line.appendChild(document.createElement("span")).textContent = file.name;
      line.appendChild(document.createElement("small")).textContent = inBytes(file.size);
      var out = line.appendChild(document.createElement("button"));
      out.type = "button";
      out.className = "gs-files-out";
      out.textContent = "×";
      out.setAttribute("aria-label", body.dataset.textRemove + " " + file.name);
      out.addEventListener("click", function () { takeOut(input, place); });
      list.appendChild(line);
    });
  }

  function takeOut(input, place) {
    var bag = new DataTransfer();
    Array.prototype.forEach.call(input.files, function (file, number) { if (number !== place) { bag.items.add(file); } });
    input.files = bag.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("change", function (event) {
    if (event.target.type === "file") { listFiles(event.target); }
  });

  document.addEventListener("paste", function (event) {
    var files = event.clipboardData && event.clipboardData.files;
    var inputs = all('[data-drop] input[type="file"]');
    if (files && files.length && inputs.length === 1) { giveFiles(inputs[0], files); }
  });

  /* --- Rows of a formset ------------------------------------------------------------------------------------------- */

  function formset(box) {
    var button = box.querySelector("[data-add-row]");
    var rows = box.querySelector("[data-rows]");
    var template = box.querySelector("template");
    var total = box.querySelector('input[name$="-TOTAL_FORMS"]');
    var most = box.querySelector('input[name$="-MAX_NUM_FORMS"]');
    if (!button || !template || !total) { return; }
    button.hidden = false;
    function full() { button.disabled = Boolean(most && most.value && Number(total.value) >= Number(most.value)); }
    button.addEventListener("click", function () {
      var number = Number(total.value);
      var shell = document.createElement("div");
      shell.innerHTML = template.innerHTML.replace(/__prefix__/g, String(number));
      var row = shell.firstElementChild;
      row.querySelector(".gs-row-number").textContent = String(number + 1);
      rows.appendChild(row);
      total.value = String(number + 1);
      ready(row);
      var first = row.querySelector("input:not([type=hidden]), select, textarea");
      if (first) { first.focus(); }
      full();
    });
    full();
  }

  document.addEventListener("change", function (event) {
    if (/-DELETE$/.test(event.target.name || "")) {
      var row = event.target.closest("[data-row]");
      if (row) { row.classList.toggle("is-removed", event.target.checked); }
    }
  });

  /* --- Stock opinions ---------------------------------------------------------------------------------------------- */

  function stock(box) {
    var area = document.getElementById(box.dataset.stockFor);
    if (!area) { return; }
    box.hidden = false;
    box.addEventListener("click", function (event) {
      var button = event.target.closest("[data-stock]");
      if (!button) { return; }
      var before = area.value.trim();
      area.value = before ? before + "\n" + button.dataset.stock : button.dataset.stock;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    });
  }

  /* --- Drafts: kept in this browser, offered back, never put over what the page shows ------------------------------- */

  var DRAFT = "gs-draft:";
  var KEEP = 7 * 24 * 3600 * 1000; // milliseconds

  function draftKey(form) {
    return DRAFT + (body.dataset.user || "") + ":" + window.location.pathname + ":" + form.dataset.autosave;
  }

  function worthKeeping(input) {
    return input.name && !input.disabled && !/^(hidden|password|file|submit|button|reset)$/.test(input.type) && !input.hasAttribute("data-no-draft");
  }

  function contents(form) {
    var kept = {};
    Array.prototype.slice.call(form.elements).filter(worthKeeping).forEach(function (input) {
      var choice = input.type === "checkbox" || input.type === "radio";
      var value = choice ? (input.checked ? input.value : null) : input.multiple && input.options ? all("option", input).filter(function (o) { return o.selected; }).map(function (o) { return o.value; }) : input.value;
      if (!(input.name in kept)) { kept[input.name] = []; }
      if (value !== null) { kept[input.name] = kept[input.name].concat(value); }
    });
    return kept;
  }

  function putBack(form, kept) {
    all("[data-formset]", form).forEach(function (box) {
      var button = box.querySelector("[data-add-row]");
      var wanted = 0;
      Object.keys(kept).forEach(function (name) {
        var found = name.match(/-(\d+)-[^-]+$/);
        if (found && name.indexOf(box.dataset.formset + "-") === 0) { wanted = Math.max(wanted, Number(found[1]) + 1); }
      });
      var total = box.querySelector('input[name$="-TOTAL_FORMS"]');
      while (button && total && Number(total.value) < wanted && !button.disabled) { button.click(); }
    });
    Array.prototype.slice.call(form.elements).filter(worthKeeping).forEach(function (input) {
      var values = kept[input.name];
      if (!values) { return; }
      if (input.type === "checkbox" || input.type === "radio") { input.checked = values.indexOf(input.value) >= 0; }
      else if (input.multiple && input.options) { all("option", input).forEach(function (o) { o.selected = values.indexOf(o.value) >= 0; }); }
      else { input.value = values.length ? values[0] : ""; }
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function offer(form, store, key, draft) {
    var bar = document.createElement("div");
    bar.className = "gs-restore";
    bar.setAttribute("role", "status");
    var text = document.createElement("span");
    text.textContent = body.dataset.textRestore + " " + new Date(draft.at).toLocaleString(document.documentElement.lang);
    bar.appendChild(text);
    [["textRestoreYes", "gs-btn-secondary", true], ["textRestoreNo", "gs-btn-quiet", false]].forEach(function (choice) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "btn gs-btn gs-btn-small " + choice[1];
      button.textContent = body.dataset[choice[0]];
      button.addEventListener("click", function () {
        if (choice[2]) { putBack(form, draft.values); } else { store.removeItem(key); }
        form.dataset.offering = "";
        bar.remove();
      });
      bar.appendChild(button);
    });
    form.dataset.offering = "1";
    form.insertBefore(bar, form.firstChild);
  }

  function autosave(form) {
    var store = storage();
    if (!store) { return; }
    var key = draftKey(form), shown = JSON.stringify(contents(form)), waiting = null;
    var draft = null;
    try { draft = JSON.parse(store.getItem(key)); } catch (error) { store.removeItem(key); }
    if (draft && JSON.stringify(draft.values) !== shown) { offer(form, store, key, draft); }
    form.addEventListener("input", function () {
      // While an older draft waits for an answer it isn't overwritten.
      if (form.dataset.offering) { return; }
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () {
        if (form.dataset.sent) { return; }
        try { store.setItem(key, JSON.stringify({ at: Date.now(), values: contents(form) })); } catch (error) { return; }
        var place = form.querySelector("[data-saved]");
        if (place) { place.textContent = body.dataset.textSaved; }
      }, 600);
    });
  }

  /* A draft goes once its form was sent and the answer is neither the form with errors nor an error page. */
  function settleSent() {
    var store = storage(), sent;
    if (!store) { return; }
    try { sent = JSON.parse(window.sessionStorage.getItem("gs-sent") || "[]"); window.sessionStorage.removeItem("gs-sent"); } catch (error) { return; }
    if (!body.hasAttribute("data-error-page") && !document.querySelector("[data-refused]")) {
      sent.forEach(function (key) { store.removeItem(key); });
    }
    Object.keys(store).filter(function (key) { return key.indexOf(DRAFT) === 0; }).forEach(function (key) {
      var draft = null;
      try { draft = JSON.parse(store.getItem(key)); } catch (error) { draft = null; }
      if (!draft || Date.now() - draft.at > KEEP) { store.removeItem(key); }
    });
  }

  function forgetDrafts() {
    var store = storage();
    if (!store) { return; }
    Object.keys(store).filter(function (key) { return key.indexOf(DRAFT) === 0; }).forEach(function (key) { store.removeItem(key); });
  }

  /* --- Sending: once, and not lost by accident ---------------------------------------------------------------------- */

  function guard(form) {
    if ((form.getAttribute("method") || "").toLowerCase() !== "post") { return; }
    form.addEventListener("input", function () { form.dataset.dirty = "1"; });
  }

  /* A form with files is sent in the background, so that a slow line shows how far it is; the answer becomes the page. */

  function carriesFiles(form) {
    return all('input[type="file"]', form).some(function (input) { return !input.disabled && input.files.length > 0; });
  }

  function uploadBar(form) {
    var bar = document.createElement("div");
    bar.className = "gs-upload";
    bar.setAttribute("role", "status");
    bar.appendChild(document.createElement("progress")).max = 100;
    bar.appendChild(document.createElement("span"));
    var buttons = all('button[type="submit"]', form);
    var last = buttons[buttons.length - 1];
    if (last) { last.parentNode.insertBefore(bar, last); } else { form.appendChild(bar); }
    return function (percent, text) {
      bar.firstChild.value = percent;
      bar.lastChild.textContent = text;
      bar.classList.toggle("is-broken", percent === 0 && Boolean(text));
    };
  }

  function upload(form, submitter) {
    var data = new FormData(form);
    if (submitter && submitter.name) { data.append(submitter.name, submitter.value); }
    var show = uploadBar(form);
    var request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || window.location.href);
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      var percent = Math.round(event.loaded / event.total * 100);
      show(percent, percent < 100 ? body.dataset.textUploading + " " + percent + " %" : body.dataset.textChecking);
    });
    request.addEventListener("load", function () {
      if (request.responseURL) { window.history.replaceState(null, "", request.responseURL); }
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener("error", function () {
      show(0, body.dataset.textBroken);
      form.dataset.sent = "";
      all('button[type="submit"]', form).forEach(function (button) { button.disabled = false; });
    });
    request.send(data);
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.dataset.dirty = "";
    if (form.hasAttribute("data-forget-drafts")) { forgetDrafts(); }
    if (form.dataset.autosave) {
      try { window.sessionStorage.setItem("gs-sent", JSON.stringify([draftKey(form)])); } catch (error) { /* private mode */ }
    }
    if (typeof FormData === "function" && carriesFiles(form)) {
      event.preventDefault();
      upload(form, event.submitter);
    }
    // After the browser has taken the values: a disabled button would not send its name.
    window.setTimeout(function () {
      all('button[type="submit"]', form).forEach(function (button) { button.disabled = true; });
      var place = form.querySelector("[data-saved]");
      if (place) { place.textContent = body.dataset.textSending; }
    }, 0);
  });

  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    all("form[data-sent]").forEach(function (form) {
      form.dataset.sent = "";
      all('button[type="submit"]', form).forEach(function (button) { button.disabled = false; });
    });
  });

  window.addEventListener("beforeunload", function (event) {
    var open = all("form[data-guard]").some(function (form) { return form.dataset.dirty && !form.dataset.sent; });
    if (open) { event.preventDefault(); event.returnValue = ""; }
  });

  document.addEventListener("click", function (event) {
    var leaving = event.target.closest && event.target.closest("[data-leave]");
    if (leaving) { all("form[data-guard]").forEach(function (form) { form.dataset.dirty = ""; }); }
  });

  /* --- Keyboard ---------------------------------------------------------------------------------------------------- */

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { all("details.gs-pop[open]").forEach(function (box) { box.open = false; }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) { return; }
    if (event.key === "/") {
      var search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    var target = all("[data-hotkey]").find(function (one) { return one.dataset.hotkey.toLowerCase() === event.key.toLowerCase(); });
    if (!target) { return; }
    event.preventDefault();
    // A link opens; a button that changes something is only focused, so that Enter remains the decision.
    if (target.tagName === "A") { target.click(); } else { target.focus(); target.scrollIntoView({ block: "center" }); }
  });

  document.addEventListener("click", function (event) {
    all("details.gs-pop[open]").forEach(function (box) { if (!box.contains(event.target)) { box.open = false; } });
  });

  /* --- Starting ---------------------------------------------------------------------------------------------------- */

  function ready(part) {
    all("[data-money]", part).forEach(showCapitals);
    all("textarea[data-autosize]", part).forEach(grow);
    all("[data-drop]", part).forEach(dropZone);
    all("[data-formset]", part).forEach(formset);
    all("[data-stock-for]", part).forEach(stock);
    all("form[data-autosave]", part).forEach(autosave);
    all("form[data-guard]", part).forEach(guard);
  }

  document.addEventListener("input", function (event) {
    if (event.target.hasAttribute("data-money")) { showCapitals(event.target); }
    if (event.target.hasAttribute("data-autosize")) { grow(event.target); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.hasAttribute && event.target.hasAttribute("data-code")) { tidyCode(event.target); }
  });
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector('meta[name="csrf-token"]');
    if (token) { event.detail.headers["X-CSRFToken"] = token.content; }
  });
  document.addEventListener("htmx:load", function (event) { if (event.detail.elt !== body) { ready(event.detail.elt); } });

  settleSent();
  ready(document);
  var wrong = document.querySelector("[data-error-summary]");
  if (wrong) { wrong.focus(); }
  window.gongshu = { capitals: capitals };
}());
