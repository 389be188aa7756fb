import { LabError } from '../../base/lab-error';
import { groupBy } from '../../analysis/by-setting';
import { familyOf, ofFamily } from '../../analysis/dataset-family';
import type { IngestOutcome, IngestSummary } from '../../analysis/ingest-summary';
import { settingKey } from '../../analysis/setting-key';
import { withNames } from '../../analysis/setting-name';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { listed, three, whole, withInterval } from '../format';
import { type KnownMemory, knownMemory, memorySentences, rawSize } from '../memory-takeaway';
import { config, engineColour, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import { ingestPanel, ingestSubtitle } from './ingest-panel';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';
import type { ChartOptions } from './recall-rate-chart';

const title = 'Memory that 1,000 vectors take, by dimensions and vectors';

/** Smaller sets are dotted, the largest drawn through. */
const dashes = ['solid', 'dash', 'dot', 'dashdot'];

/**
 * Growth of the engines' processes per 1,000 vectors against dimensions, one line for each engine and number of vectors, with 95 %
 * intervals over builds; in grey the vectors alone, 4 bytes a component. Of builds on a fresh engine.
 * @throws LabError `nothing-measured`, `no-memory` where no engine's memory is known.
 */
export function memoryChart(outcomes: readonly IngestOutcome[], options: ChartOptions = {}): Figure {
  const { measured: all, missing } = ingestPanel(outcomes, 'memoryChart');
  const measured = withNames(all, [], ofFamily);
  const known = measured.flatMap(knownMemory);
  if (known.length === 0) throw noMemory(measured);
  const shrunk = known.filter(({ memory }) => !(memory.value > 0)).map(({ one }) => one);
  const drawn = known.filter(({ memory }) => memory.value > 0);
  const sizes = [...new Set(drawn.map(({ one }) => one.dataset.n))].sort((a, b) => b - a);
  const dims = [...new Set(measured.map(({ dataset }) => dataset.dim))].sort((a, b) => a - b);
  const rising = [...drawn].sort((a, b) => a.one.dataset.dim - b.one.dataset.dim);
  const lines = groupBy(rising, ({ one }) =>
    settingKey(one, { dataset: [one.dataset.n, familyOf(one.dataset)], workload: { batch: one.batch } }),
  );
  const y = logRange([...drawn.flatMap(({ memory }) => endsOf(memory)), ...dims.map(rawSize)], 1.3);
  const ends = [...lines.map(endOf), rawEnd(dims)];
  const below = [
    `growth of the process tree above what it had before, fresh engine each time`,
    `${listed([...sizes].reverse().map(whole))} vectors`,
    ...ingestSubtitle(measured, options.machine),
  ];
  return {
    data: [rawLine(dims), ...lines.map((line) => trace(line, sizes))],
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: [...missingLines(missing), ...unknownLines(measured, drawn, shrunk)],
      xaxis: logAxis('components of a vector (logarithmic)', logRange(dims, 1.15), {
        tickvals: dims,
        ticktext: dims.map(whole),
      }),
      yaxis: logAxis('MiB per 1,000 vectors (logarithmic)', y),
      annotations: endLabels(ends, y),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${memorySentences(outcomes).join(' ')}`,
  };
}

function noMemory(measured: readonly IngestSummary[]): LabError {
  const why = measured.flatMap(({ engine, memoryPerThousand: cost }) =>
    cost.state === 'known' ? [] : [`${engine.title}: ${cost.why}`],
  );
  return new LabError({ code: 'no-memory', where: 'memoryChart', what: [...new Set(why)].join('; ') });
}

/** Engines of which no memory is known, and sets over which a process did not grow: neither has a place on the axis. */
function unknownLines(
  measured: readonly IngestSummary[],
  drawn: readonly KnownMemory[],
  shrunk: readonly IngestSummary[],
) {
  const shown = new Set(drawn.map(({ one }) => one.engine.name));
  const texts = [
    ...measured.flatMap(({ engine, memoryPerThousand: cost }) =>
      cost.state === 'known' || shown.has(engine.name) ? [] : [`${engine.title} not available: ${cost.why}`],
    ),
    ...shrunk.map(({ engine, dataset }) => `${engine.title} did not grow over ${whole(dataset.n)} × ${dataset.dim}`),
  ];
  return [...new Set(texts)].map((full) => ({ text: full, full }));
}

const nameOf = ({ engine, dataset }: IngestSummary): string => `${engine.title}, ${whole(dataset.n)}`;

function trace(line: readonly [KnownMemory, ...KnownMemory[]], sizes: readonly number[]): PlotlyObject {
  const [{ one }] = line;
  const colour = engineColour(one.engine.mark.colour);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(nameOf(one)),
    x: line.map((known) => known.one.dataset.dim),
    y: line.map(({ memory }) => memory.value),
    error_y: errorBars(
      line.map(({ memory }) => memory),
      colour,
    ),
    line: { color: colour, width: 1.75, dash: dashes[sizes.indexOf(one.dataset.n)] ?? 'dashdot' },
    marker: { color: colour, symbol: one.engine.mark.symbol, size: 9 },
    cliponaxis: false,
    customdata: line.map(
      ({ one: { dataset }, memory }) =>
        `<b>${escapeHtml(one.engine.title)}</b>, ${whole(dataset.n)} × ${dataset.dim}<br>${withInterval(memory)} MiB per 1,000 vectors`,
    ),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

const rawLine = (dims: readonly number[]): PlotlyObject => ({
  type: 'scatter',
  mode: 'lines',
  name: 'the vectors alone',
  x: dims,
  y: dims.map(rawSize),
  line: { color: neutral.muted, width: 1.5, dash: 'longdash' },
  customdata: dims.map((dim) => `the vectors alone, 4 bytes a component<br>${three(rawSize(dim))} MiB per 1,000`),
  hovertemplate: '%{customdata}<extra></extra>',
  showlegend: false,
});

function rawEnd(dims: readonly number[]) {
  const dim = dims.at(-1) ?? 1;
  return { name: 'the vectors alone', colour: neutral.muted, x: dim, y: rawSize(dim), logX: true };
}

function endOf(line: readonly [KnownMemory, ...KnownMemory[]]) {
  const { one, memory } = line[line.length - 1] ?? line[0];
  return {
    name: nameOf(one),
    colour: engineColour(one.engine.mark.colour),
    x: one.dataset.dim,
    y: memory.value,
    logX: true,
  };
}
