import { LabError } from '../../base/lab-error';
import { endurancePanels, type EndurancePanel } from '../../analysis/endurance-series';
import type { EnduranceOutcome, EnduranceSummary } from '../../analysis/endurance-summary';
import { efFeature, withNames } from '../../analysis/setting-name';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { recallText } from '../format';
import { longLoad, spanText, timeUnit } from '../drift-text';
import { enduranceSentences } from '../endurance-takeaway';
import { axis, config, engineColour, font } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { driftTitle, latencyRange, memoryRange } from './endurance-panel';
import { latencyTraces, memoryTraces } from './endurance-traces';
import { logAxis } from './log-axis';
import { missingLines } from './missing-lines';
import type { ChartOptions } from './recall-rate-chart';
import { linearTicks } from './ticks';
import { datasetText } from '../dataset-text';
import { machinesText } from './machines-text';

/** Pixels of one engine's panels, and above them for its name. */
const [panelHeight, titleHeight] = [150, 46];
/** By so much the first panels move up. */
const closer = 26;
/** Shares of the width: latency left, memory right. */
const [leftEnds, rightBegins] = [0.56, 0.68];

/**
 * A long load as it went on: for each engine on the left what a user waits, p50 and p99 of each slice, with a cross over slices in
 * which requests failed, on the right resident memory; a dashed line where a drift is shown. Runs of one dataset, k and load.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function enduranceChart(outcomes: readonly EnduranceOutcome[], options: ChartOptions = {}): Figure {
  const { measured, missing } = onePanelOf(outcomes);
  const rows = withNames(measured, [efFeature]).map((summary) => ({ summary, name: summary.engine.title }));
  const { unit, perHour } = timeUnit(measured[0].workload.durationMs);
  const length = (measured[0].workload.durationMs / 3.6e6) * perHour;
  const latency = latencyRange(measured);
  const title = 'A long load as it goes on: latency and memory';
  const below = [
    ...subtitleOf(measured, options.machine),
    'p99 ●',
    'p50 ○',
    '✕ requests failed in the slice',
    'dashed: drift shown',
  ];
  const layout = chartLayout({ title, subtitle: below, missing: missingLines(missing), xaxis: {}, yaxis: {} });
  const plot = rows.length * (panelHeight + titleHeight);
  const margin = layout.margin as { t: number };
  // The first panel's name stands where a plot would begin.
  const height = (layout.height as number) - plotHeight - closer + plot;
  const axes: Record<string, PlotlyObject> = {};
  const annotations: PlotlyObject[] = [];
  const data = rows.flatMap(({ summary, name }, row) => {
    const top = 1 - (row * (panelHeight + titleHeight) + titleHeight) / plot;
    const domain = [top - panelHeight / plot, top];
    const ends = row === rows.length - 1;
    const [left, right] = [`${2 * row + 1}`, `${2 * row + 2}`].map((n) => (n === '1' ? '' : n)) as [string, string];
    const time = (from: number, to: number, anchor: string): PlotlyObject =>
      axis(ends ? `time, ${unit}` : '', {
        ...{ domain: [from, to], anchor: `y${anchor}`, range: [0, length] },
        ...{ tickvals: linearTicks(0, length, 5), showticklabels: ends },
      });
    axes[`xaxis${left}`] = time(0, leftEnds, left);
    axes[`xaxis${right}`] = time(rightBegins, 1, right);
    axes[`yaxis${left}`] = logAxis('response, ms', latency, { domain, anchor: `x${left}` });
    const memory = memoryRange(summary);
    axes[`yaxis${right}`] = axis('memory, MiB', {
      ...{ domain, anchor: `x${right}` },
      ...(memory
        ? { range: [memory.from, memory.to], tickvals: linearTicks(memory.from, memory.to, 4) }
        : { showticklabels: false }),
    });
    annotations.push(
      ...titles(summary, name, { top, right: rightBegins }),
      ...(memory ? [] : [noMemory(`x${right}`, `y${right}`, length)]),
    );
    return [
      ...latencyTraces(summary, { x: `x${left}`, y: `y${left}`, perHour, unit, top: latency.to }),
      ...memoryTraces(summary, { x: `x${right}`, y: `y${right}`, perHour, unit }),
    ];
  });
  return {
    data,
    layout: {
      ...layout,
      ...axes,
      height,
      margin: { ...margin, t: margin.t - closer },
      annotations: [...(layout.annotations as PlotlyObject[]), ...annotations],
    },
    config,
    text: `${title}. ${below.join(' · ')}. ${enduranceSentences(measured).join(' ')}`,
  };
}

function onePanelOf(outcomes: readonly EnduranceOutcome[]): EndurancePanel {
  const [first, ...others] = endurancePanels(outcomes);
  const where = 'enduranceChart';
  if (!first) {
    const what = `none of ${outcomes.length} summaries is of a long run that was measured`;
    throw new LabError({ code: 'nothing-measured', where, what, remedy: 'enduranceTable shows why' });
  }
  if (others.length === 0) return first;
  const what = `the summaries are of ${others.length + 1} datasets, k or loads`;
  throw new LabError({
    code: 'several-panels',
    where,
    what,
    remedy: 'make one figure of each of endurancePanels(outcomes)',
  });
}

function subtitleOf(measured: readonly [EnduranceSummary, ...EnduranceSummary[]], machine?: string): string[] {
  const [{ dataset, k, workload }] = measured;
  const runs = [...new Set(measured.map(({ repetitions }) => repetitions))].sort((a, b) => a - b);
  const recalls = measured.flatMap((one) =>
    one.runs.flatMap(({ slices }) => slices.flatMap(({ recall = [] }) => recall)),
  );
  return [
    datasetText(dataset),
    `k ${k}`,
    ...(recalls.length > 0
      ? [`recall ${[...new Set([Math.min(...recalls), Math.max(...recalls)].map(recallText))].join(' to ')}`]
      : []),
    `open loop, ${longLoad(measured[0])} of ${spanText(workload.durationMs / workload.slices)}`,
    `${runs.join(' to ')} ${runs.at(-1) === 1 ? 'run' : 'runs'} each`,
    machine ?? machinesText(measured),
  ];
}

function titles(summary: EnduranceSummary, name: string, at: { top: number; right: number }): PlotlyObject[] {
  const above = (x: number, text: string, yshift: number, size: number, colour?: string): PlotlyObject => ({
    ...{ x, y: at.top, xref: 'paper', yref: 'paper', xanchor: 'left', yanchor: 'bottom', xshift: 0, yshift },
    ...{ text: escapeHtml(text), showarrow: false, font: font(size, colour), align: 'left' },
  });
  return [
    above(0, name, 18, 13, engineColour(summary.engine.mark.colour)),
    above(0, driftTitle(summary, ['p50', 'p99', 'errors']), 3, 12),
    above(at.right, driftTitle(summary, ['memory']), 3, 12),
  ];
}

const noMemory = (xref: string, yref: string, length: number): PlotlyObject => ({
  ...{ x: length / 2, y: 0.5, xref, yref, text: 'not available', showarrow: false, font: font(12) },
});
