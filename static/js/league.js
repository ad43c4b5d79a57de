/* The charts of the streets' display, on top of tables that say the same. One hue in two depths: red, amber and green
   belong to legal limits. Canvas and rich-text tooltips only, since the page allows no inline style. */
(function () {
  "use strict";

  if (document.body.hasAttribute("data-print")) {
    window.addEventListener("load", function () { window.print(); });
    return;
  }

  var source = document.getElementById("league-data");
  var box = document.querySelector("[data-league]");
  if (!source || !box || !window.echarts) { return; }

  var data = JSON.parse(source.textContent);
  var style = getComputedStyle(document.documentElement);
  function colour(name, otherwise) { return style.getPropertyValue(name).trim() || otherwise; }
  var DEEP = colour("--gs-accent", "#1c4478"), PALE = "#8fb0d6";
  var INK = colour("--gs-ink", "#1a2330"), MUTED = colour("--gs-muted", "#56616f"), LINE = colour("--gs-line", "#dbe0e6");
  var FONT = getComputedStyle(document.body).fontFamily;
  var drawn = [];

  box.hidden = false;

  function narrow() { return window.innerWidth < 720; }

  function common(extra) {
    var text = { color: INK, fontFamily: FONT, fontSize: 13 };
    return Object.assign({
      animation: false,
      color: [DEEP, PALE],
      textStyle: text,
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: 18, textStyle: text },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow", shadowStyle: { color: "rgba(28, 68, 120, .06)" } }, textStyle: text }
    }, extra);
  }

  function labels(names, extra) {
    return Object.assign({ type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: MUTED } }, axisLabel: { color: INK, fontFamily: FONT, fontSize: 13, interval: 0 } }, extra);
  }

  function amounts(extra) {
    return Object.assign({ type: "value", minInterval: 1, splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: MUTED, fontFamily: FONT }, nameTextStyle: { color: MUTED, fontFamily: FONT } }, extra);
  }

  function streets() {
    var lying = narrow();
    var names = labels(data.streets, lying ? { inverse: true } : {});
    return common({
      grid: { left: lying ? 64 : 40, right: 16, top: 40, bottom: lying ? 8 : 30 },
      xAxis: lying ? amounts({ position: "top" }) : names,
      yAxis: lying ? names : amounts(),
      series: data.bars.map(function (bar) {
        return { type: "bar", name: bar.name, data: bar.values, barMaxWidth: 16, barGap: "15%" };
      })
    });
  }

  function months() {
    return common({
      grid: { left: 40, right: 24, top: 56, bottom: 30 },
      xAxis: labels(data.months, { boundaryGap: true, axisLabel: { color: INK, fontFamily: FONT, fontSize: 13, interval: narrow() ? "auto" : 0 } }),
      yAxis: amounts({ name: data.days, min: 0 }),
      series: data.lines.map(function (line, index) {
        return {
          type: "line", name: line.name, data: line.values, connectNulls: true, symbol: index ? "rect" : "circle", symbolSize: 8,
          lineStyle: { width: 2.5, type: index ? "dashed" : "solid" },
          label: { show: !index && !narrow(), position: "top", color: INK, fontFamily: FONT }
        };
      })
    });
  }

  function height(kind) { return kind === "streets" && narrow() ? 60 + 40 * data.streets.length : 300; }

  function draw(place, kind, options) {
    place.style.height = height(kind) + "px";
    var chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(options());
    drawn.push(function () {
      place.style.height = height(kind) + "px";
      chart.resize();
      chart.setOption(options(), true);
    });
  }

  var makers = { streets: streets, months: months };
  Array.prototype.forEach.call(box.querySelectorAll("[data-chart]"), function (place) {
    draw(place, place.dataset.chart, makers[place.dataset.chart]);
  });

  var waiting;
  window.addEventListener("resize", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { drawn.forEach(function (again) { again(); }); }, 150);
  });
}());
