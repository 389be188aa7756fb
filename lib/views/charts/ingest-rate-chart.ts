import { LabError } from '../../base/lab-error';
import { groupBy } from '../../analysis/by-setting';
import type { IngestOutcome, IngestSummary } from '../../analysis/ingest-summary';
import { settingKey } from '../../analysis/setting-key';
import { withNames } from '../../analysis/setting-name';
import { datasetText } from '../dataset-text';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { listed, whole, withInterval } from '../format';
import { config, engineColour, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import { ingestPanel, ingestSubtitle } from './ingest-panel';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';
import type { ChartOptions } from './recall-rate-chart';

const title = 'Filling: vectors per second against vectors of one insert';

/**
 * How the size of an insert changes the rate of filling: a hollow mark where vectors are acknowledged, a full one where all can be found,
 * with 95 % intervals over index builds. One line an engine; fresh ones are dotted. Outcomes of one dataset.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function ingestRateChart(outcomes: readonly IngestOutcome[], options: ChartOptions = {}): Figure {
  const { measured, missing } = ingestPanel(outcomes, 'ingestRateChart');
  checkOneDataset(measured);
  const lines = linesOf(measured);
  const rates = measured.flatMap(({ acknowledgedRate, searchableRate }) => [acknowledgedRate, searchableRate]);
  const y = logRange(rates.flatMap(endsOf), 1.3);
  const batches = [...new Set(measured.map(({ batch }) => batch))].sort((a, b) => a - b);
  const ends = lines.map(endOf);
  const below = [
    datasetText(measured[0].dataset),
    'one client',
    ...ingestSubtitle(measured, options.machine),
    'acknowledged ○',
    'searchable ●',
  ];
  return {
    data: lines.flatMap((line) => [trace(line, true), trace(line, false)]),
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: missingLines(missing),
      xaxis: logAxis('vectors of one insert (logarithmic)', logRange(batches, 1.3), {
        tickvals: batches,
        ticktext: batches.map(whole),
      }),
      yaxis: logAxis('vectors per second (logarithmic)', y),
      annotations: endLabels(ends, y),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${ingestSentences(measured).join(' ')}`,
  };
}

/** Settings that differ in the vectors of an insert alone. */
const linesOf = (measured: readonly IngestSummary[]): [IngestSummary, ...IngestSummary[]][] =>
  groupBy(withNames(measured), (one) => settingKey(one, { workload: { fresh: one.fresh } }));

/** Both rates of each engine at its smallest and its largest insert, in words. */
export const ingestSentences = (measured: readonly IngestSummary[]): string[] =>
  linesOf(measured).map((line) => {
    const ends = line.length > 1 ? [line[0], line[line.length - 1] as IngestSummary] : [line[0]];
    return `${nameOf(line[0])}: ${listed(ends.map(rateText))}.`;
  });

const rateText = ({ batch, acknowledgedRate, searchableRate }: IngestSummary): string =>
  `in inserts of ${whole(batch)} acknowledged ${withInterval(acknowledgedRate)}, searchable ${withInterval(searchableRate)} vectors/s`;

function checkOneDataset(measured: readonly IngestSummary[]): void {
  const datasets = new Set(measured.map(({ dataset }) => datasetText(dataset)));
  if (datasets.size === 1) return;
  throw new LabError({
    code: 'several-panels',
    where: 'ingestRateChart',
    what: `outcomes of ${datasets.size} datasets: ${listed([...datasets])}`,
    remedy: 'give those of one dataset',
  });
}

const nameOf = ({ engine, fresh }: IngestSummary): string => `${engine.title}${fresh ? ', fresh' : ''}`;

function trace(line: readonly [IngestSummary, ...IngestSummary[]], full: boolean): PlotlyObject {
  const colour = engineColour(line[0].engine.mark.colour);
  const estimates = line.map((one) => (full ? one.searchableRate : one.acknowledgedRate));
  const word = full ? 'searchable' : 'acknowledged';
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(`${nameOf(line[0])}, ${word}`),
    x: line.map(({ batch }) => batch),
    y: estimates.map(({ value }) => value),
    error_y: errorBars(estimates, colour),
    line: { color: colour, width: full ? 1.75 : 1, dash: line[0].fresh ? 'dot' : 'solid' },
    marker: {
      color: full ? colour : neutral.paper,
      symbol: filled(line[0].engine.mark.symbol),
      size: 9,
      line: { color: colour, width: 2 },
    },
    cliponaxis: false,
    customdata: line.map(
      ({ batch }, i) =>
        `<b>${escapeHtml(nameOf(line[0]))}</b>, inserts of ${whole(batch)}<br>${word}: ${withInterval(estimates[i] ?? line[0].searchableRate)} vectors/s`,
    ),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

/** Of an open symbol the colour is the outline: filled with the paper it could not be seen. */
const filled = (symbol: string): string => symbol.replace(/-open$/, '');

function endOf(line: readonly [IngestSummary, ...IngestSummary[]]) {
  const end = line[line.length - 1] ?? line[0];
  const colour = engineColour(end.engine.mark.colour);
  return { name: nameOf(end), colour, x: end.batch, y: end.searchableRate.value, logX: true };
}
