/* A paper while it is written: the time left, what is answered, and answers saved as they are given.
   The server's clock decides; without this file the buttons below the paper do the same. */
(function () {
  "use strict";

  var clock = document.querySelector("[data-paper]");
  var form = document.getElementById("paper");
  if (!clock || !form || !window.fetch) { return; }

  var PAUSE = 1500, AGAIN = 10000; // milliseconds
  var left = clock.querySelector("[data-left]"), note = clock.querySelector("[data-note]"), answered = clock.querySelector("[data-answered]");
  var ends = performance.now() + Number(clock.dataset.seconds) * 1000;
  var timer = null, changed = false, saving = false, over = false;

  function two(number) { return (number < 10 ? "0" : "") + number; }

  function count() {
    var names = {};
    form.querySelectorAll("input:checked").forEach(function (input) { names[input.name] = true; });
    answered.textContent = Object.keys(names).length + " / " + answered.dataset.of;
  }

  function clean() { form.dataset.dirty = ""; }

  function save() {
    timer = null;
    if (saving || over) { if (saving) { later(PAUSE); } return; }
    saving = true;
    changed = false;
    fetch(clock.dataset.save, { method: "POST", body: new FormData(form), credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.json().then(function (said) { return { status: answer.status, said: said }; }); })
      .then(function (got) {
        if (got.status === 409) { finish(got.said.refused); return; }
        note.textContent = clock.dataset.saved + " " + got.said.saved;
        ends = performance.now() + got.said.left * 1000;
        if (!changed) { clean(); }
      })
      .catch(function () { note.textContent = clock.dataset.unsaved; changed = true; later(AGAIN); })
      .then(function () { saving = false; if (changed && !timer) { later(PAUSE); } });
  }

  function later(wait) { window.clearTimeout(timer); timer = window.setTimeout(save, wait); }

  /* Time is over: the server has handed in what was saved, and shows the result. */
  function finish(words) {
    if (over) { return; }
    over = true;
    clean();
    note.textContent = words;
    window.setTimeout(function () { window.location.assign(window.location.pathname); }, 1500);
  }

  function tick() {
    var seconds = Math.max(Math.ceil((ends - performance.now()) / 1000), 0);
    left.textContent = two(Math.floor(seconds / 60)) + ":" + two(seconds % 60);
    clock.classList.toggle("is-short", seconds <= 300);
    if (seconds === 4 && changed && !saving) { save(); }
    if (seconds === 0) { finish(clock.dataset.over); return; }
    window.setTimeout(tick, 500);
  }

  form.addEventListener("change", function () { changed = true; count(); later(PAUSE); });
  form.addEventListener("submit", function () { over = true; window.clearTimeout(timer); });
  count();
  tick();
})();
