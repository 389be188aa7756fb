import { efFeature, withNames } from '../../analysis/setting-name';
import type { CapacityOutcome, CapacitySummary } from '../../analysis/summarise-capacity';
import { capacitySentences } from '../capacity-takeaway';
import { datasetText } from '../dataset-text';
import type { Figure } from '../figure';
import { listed, three } from '../format';
import { config } from '../theme';
import { capacityColour, capacityTraces } from './capacity-traces';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { logAxis, logRange } from './log-axis';
import { machinesText } from './machines-text';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import type { ChartOptions } from './recall-rate-chart';

/**
 * Latency against rate up to where an engine breaks, as the search for the highest rate saw it: each mark is one window, a line
 * through their medians, bold of the p99; dotted the highest rate held. Searches on one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function capacityChart(outcomes: readonly CapacityOutcome[], options: ChartOptions = {}): Figure {
  const { dataset, k, measured, missing } = onePanel<CapacitySummary>(outcomes, 'capacityChart');
  const settings = withNames(measured, [efFeature]);
  const points = settings.flatMap(({ curve }) => curve);
  const y = logRange(
    points.flatMap(({ p50, p99 }) => [p50, p99].flatMap((ms) => ms ?? [])),
    1.15,
  );
  const x = logRange(
    points.map(({ rate }) => rate),
    1.15,
  );
  const searches = Math.max(...settings.map(({ repetitions }) => repetitions));
  const title = 'Latency against rate, up to where it breaks';
  const below = [
    datasetText(dataset),
    `k ${k}`,
    `open loop, ${listed([...new Set(settings.map(({ workload }) => workload.arrivals))])} arrivals`,
    `${searches} ${searches === 1 ? 'search' : 'searches'} each`,
    options.machine ?? machinesText(settings),
    ...[
      'a mark is a window: p99 ●',
      'p50 ○',
      '✕ rate broken',
      'small dot: rate not judged',
      'dotted: highest rate held',
    ],
  ];
  const ends = settings.flatMap((setting) => endOf(setting));
  return {
    data: settings.flatMap((setting) => capacityTraces(setting, y)),
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: missingLines(missing),
      xaxis: logAxis('requests asked for per second (logarithmic)', x),
      yaxis: logAxis('milliseconds from when a request was due (logarithmic)', y),
      annotations: endLabels(ends, y),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${capacitySentences(measured).join(' ')}`,
  };
}

/** The name stands beside the window of the highest rate. */
function endOf(setting: CapacitySummary) {
  const last = setting.curve.findLast(({ p50, p99 }) => (p99 ?? p50) !== undefined);
  if (!last) return [];
  const second = setting.held === undefined ? {} : { second: `holds ${three(setting.held.value)}/s` };
  const name = setting.engine.title;
  return [
    { name, colour: capacityColour(setting), x: last.rate, y: (last.p99 ?? last.p50) as number, logX: true, ...second },
  ];
}
