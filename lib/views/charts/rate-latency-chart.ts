import type { Estimate } from '../../analysis/estimate';
import { openSeriesOf, type OpenSeries } from '../../analysis/open-series';
import type { OpenOutcome, OpenSummary } from '../../analysis/open-summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { three, whole, withInterval } from '../format';
import { openSentences } from '../open-takeaway';
import { config, engineColour, faded } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import { openSubtitle } from './open-subtitle';
import type { ChartOptions } from './recall-rate-chart';

type Percentile = 'p50' | 'p99';

/**
 * Latency against the rate at which requests come, in an open loop: what a user waits at the median and the p99, and dashed
 * what the engine takes for one request. A cross marks a rate that was not held. Open loops of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function rateLatencyChart(outcomes: readonly OpenOutcome[], options: ChartOptions = {}): Figure {
  const panel = onePanel<OpenSummary>(outcomes, 'rateLatencyChart');
  const lines = openSeriesOf(panel.measured);
  const estimates = panel.measured.flatMap(({ response, service }) => [response.p50, response.p99, service.p50]);
  const y = logRange(
    estimates.flatMap((one) => (one ? endsOf(one) : [])),
    1.15,
  );
  const x = logRange(
    panel.measured.map(({ offered }) => offered.value),
    1.12,
  );
  const title = 'Latency against the rate of requests';
  const marks = ['p99 ●', 'p50 ○', 'service p50 dashed', '✕ rate not held'];
  const below = [...openSubtitle(panel, options.machine), ...marks];
  const labels = lines.flatMap((line) => labelsOf(line));
  return {
    data: lines.flatMap((line) => [service(line), ...(['p50', 'p99'] as const).map((which) => response(line, which))]),
    layout: chartLayout({
      title,
      subtitle: below,
      labels: labels.map(({ name }) => name),
      missing: [...missingLines(panel.missing), ...lines.flatMap(notJudged), ...lines.flatMap(withoutP99)],
      xaxis: logAxis('requests offered per second (logarithmic)', x),
      yaxis: logAxis('milliseconds from when a request was due (logarithmic)', y),
      annotations: endLabels(labels, y),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${openSentences(panel.measured).join(' ')}`,
  };
}

const colourOf = ({ settings: [{ engine }] }: OpenSeries): string => engineColour(engine.mark.colour);

const pointsOf = ({ settings }: OpenSeries, which: Percentile) =>
  settings.flatMap((setting) => {
    const estimate = setting.response[which];
    return estimate ? [{ setting, estimate }] : [];
  });

function response(line: OpenSeries, which: Percentile): PlotlyObject {
  const colour = colourOf(line);
  const points = pointsOf(line, which);
  const { symbol } = line.settings[0].engine.mark;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(`${line.name}, ${which}`),
    x: points.map(({ setting }) => setting.offered.value),
    y: points.map(({ estimate }) => estimate.value),
    error_y: errorBars(
      points.map(({ estimate }) => estimate),
      colour,
    ),
    line: { color: colour, width: which === 'p99' ? 2 : 1.25 },
    marker: {
      color: colour,
      symbol: points.map(({ setting }) =>
        setting.verdict === 'broken' ? 'x' : which === 'p99' ? symbol : `${symbol}-open`,
      ),
      size: points.map(({ setting }) => (setting.verdict === 'broken' ? 11 : 8)),
      opacity: 1,
      line: { color: colour, width: 1.25 },
    },
    cliponaxis: false,
    customdata: points.map(({ setting, estimate }) => hover(line, setting, which, estimate)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

const service = (line: OpenSeries): PlotlyObject => {
  const points = line.settings.filter((setting) => setting.service.p50);
  return {
    type: 'scatter',
    mode: 'lines',
    name: escapeHtml(`${line.name}, service p50`),
    x: points.map(({ offered }) => offered.value),
    y: points.map((setting) => setting.service.p50?.value),
    line: { color: faded(colourOf(line), 0.8), width: 1.25, dash: 'dash' },
    hoverinfo: 'skip',
    showlegend: false,
  };
};

const hover = ({ name }: OpenSeries, setting: OpenSummary, which: Percentile, estimate: Estimate): string =>
  [
    `<b>${escapeHtml(name)}</b>, ${three(setting.rate)}/s asked: ${setting.verdict}`,
    `${which} ${withInterval(estimate)} ms from when a request was due`,
    ...(setting.service[which] ? [`${which} ${withInterval(setting.service[which])} ms from its sending`] : []),
    `completed ${withInterval(setting.completed)}/s, ${whole(setting.failed)} of ${whole(setting.samples)} failed`,
    ...[...new Set(setting.why)].slice(0, 3).map(escapeHtml),
  ].join('<br>');

const labelsOf = (line: OpenSeries) =>
  (['p99', 'p50'] as const).flatMap((which) => {
    const end = pointsOf(line, which).at(-1);
    return end
      ? [
          {
            name: `${line.name}, ${which}`,
            colour: colourOf(line),
            x: end.setting.offered.value,
            y: end.estimate.value,
            logX: true,
          },
        ]
      : [];
  });

/** Rates of which the windows say nothing of the engine. */
const notJudged = ({ name, settings }: OpenSeries): { text: string; full: string }[] => {
  const silent = settings.filter(({ verdict }) => verdict === 'not judged');
  if (silent.length === 0) return [];
  const why = [...new Set(silent.flatMap((setting) => setting.why))].join('; ');
  const text = `${name}: not judged at ${silent.map(({ rate }) => `${three(rate)}/s`).join(', ')}: ${why}`;
  return [{ text, full: text }];
};

/** A line whose p99 is not there at some rate would seem to end, or to go straight over it. */
const withoutP99 = ({ name, settings }: OpenSeries): { text: string; full: string }[] => {
  const silent = settings.filter(({ response: { p99 } }) => !p99);
  if (silent.length === 0) return [];
  const text = `${name}: no p99 at ${silent.map(({ rate }) => `${three(rate)}/s`).join(', ')}`;
  const why = silent.map(
    ({ rate, samples, failed }) => `${three(rate)}/s: ${whole(samples)} requests, ${whole(failed)} of them failed`,
  );
  return [{ text, full: `${text}: too few requests, or it falls among the failed ones (${why.join('; ')})` }];
};
