/** Runs in the page: draws its figures in the reader's colours, again when those change, and in light for the printer. */
export const drawScript = `(function () {
  var json = JSON.parse(document.getElementById('figures').textContent);
  var colours = JSON.parse(document.getElementById('colours').textContent);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  // Paper is narrower than most screens, and the page takes its width only after the figures are drawn.
  function draw(mode, width) {
    var text = colours[mode].reduce(function (done, pair) { return done.split(pair[0]).join(pair[1]); }, json);
    var figures = JSON.parse(text);
    document.querySelectorAll('[data-figure]').forEach(function (place) {
      var figure = figures[Number(place.dataset.figure)];
      place.setAttribute('role', 'img');
      place.setAttribute('aria-label', figure.text);
      figure.layout.paper_bgcolor = figure.layout.plot_bgcolor = 'rgba(0,0,0,0)';
      if (width) figure.layout.width = width;
      else figure.layout.autosize = true;
      Plotly.react(place, figure.data, figure.layout, figure.config);
    });
  }
  function now() { draw(dark.matches ? 'dark' : 'light'); }
  dark.addEventListener('change', now);
  window.addEventListener('beforeprint', function () { draw('light', 680); });
  window.addEventListener('afterprint', now);
  now();
})();`;
