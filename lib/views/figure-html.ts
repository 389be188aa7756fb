import { contentId } from '../base/canonical-json';
import { escapeHtml, scriptJson } from './escape';
import type { Figure } from './figure';
import { figureHeight, recolouring } from './theme';

/**
 * The figure for a page that carries Plotly, in that page's light or dark colours (JupyterLab's own theme, else the
 * browser's preference). Without Plotly the place says in words what the figure shows.
 */
export function figureHtml({ data, layout, config, text }: Figure): string {
  const id = `vexlab-figure-${contentId([data, layout])}`;
  const height = typeof layout.height === 'number' ? layout.height : figureHeight;
  const figure = { data, layout, config: { ...config, responsive: true } };
  return [
    `<div id="${id}" class="vexlab-figure" style="min-height:${height}px">`,
    `<p>${escapeHtml(text)}</p><p><small>The chart itself needs Plotly, which this page does not carry.</small></p></div>`,
    `<script>(${draw})(document.currentScript, ${scriptJson(id)}, ${scriptJson(JSON.stringify(figure))}, ${scriptJson({
      light: recolouring('light'),
      dark: recolouring('dark'),
    })})</script>`,
  ].join('\n');
}

/** Runs in the page. Never throws: a broken output must not take the notebook along. */
const draw = `function (script, id, json, colours) {
  try {
    if (typeof Plotly === 'undefined') return;
    var place = script && script.previousElementSibling;
    if (!place || place.id !== id) place = document.getElementById(id);
    if (!place) return;
    var theme = document.body.dataset.jpThemeLight;
    var dark = theme ? theme === 'false' : window.matchMedia('(prefers-color-scheme: dark)').matches;
    colours[dark ? 'dark' : 'light'].forEach(function (pair) { json = json.split(pair[0]).join(pair[1]); });
    var figure = JSON.parse(json);
    figure.layout.paper_bgcolor = figure.layout.plot_bgcolor = 'rgba(0,0,0,0)';
    place.textContent = '';
    Plotly.newPlot(place, figure.data, figure.layout, figure.config);
  } catch (error) {
    console.error(error);
  }
}`;
