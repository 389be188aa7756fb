import { familyText } from '../../analysis/dataset-family';
import { LabError } from '../../base/lab-error';
import { isMissing } from '../../analysis/panels';
import {
  fewestClients,
  growthPanels,
  growthPicks,
  searchGrowth,
  type SearchGrowth,
} from '../../analysis/search-growth';
import type { Summary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { counted, listed, recallText, three, whole, withInterval } from '../format';
import { growthSentences } from '../search-growth-takeaway';
import { config, neutral } from '../theme';
import type { ChartOptions } from './recall-rate-chart';
import { stackedLayout, type StackedLine, stackedTraces } from './stacked-panels';
import { machinesText } from './machines-text';

/**
 * Rate and p50 of searches against the vectors or the dimensions, one line an engine at one ef, with the fitted power law dashed and
 * its exponent at the line's name. Of the sizes of one dataset (or of generated ones), with the fewest clients that were measured.
 * @throws LabError `nothing-measured` without several sizes, `several-panels`.
 */
export function searchGrowthChart(summaries: readonly Summary[], options: ChartOptions = {}): Figure {
  const where = 'searchGrowthChart';
  const [panel, ...others] = growthPanels(fewestClients(searchGrowth(summaries)));
  if (!panel) {
    const what = 'no engine was measured at several sizes';
    throw new LabError({ code: 'nothing-measured', where, what, remedy: 'measure with --scales 1000,3000,10000' });
  }
  if (others.length > 0) {
    const what = `the summaries are of ${others.length + 1} kinds of sizes, datasets or loads`;
    throw new LabError({
      code: 'several-panels',
      where,
      what,
      remedy: 'draw one of growthPanels(searchGrowth(summaries)) by growthChart',
    });
  }
  return growthChart(panel, { ...options, missing: summaries.filter(isMissing) });
}

/** The same of the lines of one panel. */
export function growthChart(
  panel: readonly [SearchGrowth, ...SearchGrowth[]],
  { machine, missing = [] }: ChartOptions & { readonly missing?: Parameters<typeof stackedLayout>[0]['missing'] } = {},
): Figure {
  const picks = growthPicks(panel);
  const [{ along, at, k, clients, settings }] = panel;
  const [{ dataset }] = settings;
  const lines = picks.map((pick): StackedLine => ({
    name: pick.ef === undefined ? pick.name : `${pick.name}, ef ${pick.ef}`,
    ...exponentOf(pick),
    settings: pick.settings,
    x: (setting) => setting.dataset[along],
    latency: 'p50',
    hover: (setting) =>
      [
        `<b>${escapeHtml(pick.name)}</b>, ${whole(setting.dataset.n)} × ${setting.dataset.dim}`,
        `${withInterval(setting.qps)} answers a second`,
        ...(setting.latency.p50 ? [`p50 ${withInterval(setting.latency.p50)} ms`] : []),
        ...(setting.recall ? [`recall ${withInterval(setting.recall, recallText)}`] : []),
      ].join('<br>'),
  }));
  const title = `Searches against the number of ${along === 'n' ? 'vectors' : 'dimensions'}: rate and p50`;
  const runs = [...new Set(picks.flatMap((pick) => pick.settings.map(({ repetitions }) => repetitions)))].sort(
    (a, b) => a - b,
  );
  const below = [
    `${familyText(dataset)}, ${along === 'n' ? `${at} dimensions` : `${whole(at)} vectors`}, ${dataset.metric}`,
    `k ${k}`,
    `${counted(clients, 'client')}, closed loop`,
    `${listed(runs.map(String))} repetition${runs.at(-1) === 1 ? '' : 's'}`,
    machine ?? machinesText(picks.flatMap(({ settings }) => settings)),
    'dashed: fitted, rate ∝ size ^ exponent (95 %)',
  ];
  return {
    data: [...lines.flatMap(stackedTraces), ...picks.flatMap(fits)],
    layout: stackedLayout({
      title,
      subtitle: below,
      xTitle: `${along === 'n' ? 'vectors' : 'dimensions'} (logarithmic)`,
      lines,
      missing,
      notes: picks.flatMap(({ name, figures: { rate } }) => {
        if (rate.law.state === 'fitted') return [];
        const text = `${name}: no exponent: ${rate.law.why}`;
        return [{ text, full: text }];
      }),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${growthSentences(picks).join(' ')}`,
  };
}

function exponentOf({ figures: { rate } }: SearchGrowth): { second?: string } {
  if (rate.law.state !== 'fitted') return {};
  const { value, low, high, method } = rate.law.exponent;
  return { second: `^ ${three(value)}${method === 'none' ? '' : ` (${three(low)} to ${three(high)})`}` };
}

function fits({ figures }: SearchGrowth): PlotlyObject[] {
  return (['rate', 'p50'] as const).flatMap((figure) => {
    const { law } = figures[figure];
    if (law.state !== 'fitted') return [];
    return [
      {
        type: 'scatter',
        mode: 'lines',
        yaxis: figure === 'rate' ? 'y' : 'y2',
        x: law.points.map(({ x }) => x),
        y: law.points.map(({ fitted }) => fitted),
        line: { color: neutral.ink, width: 1.25, dash: 'dash' },
        hoverinfo: 'skip',
        showlegend: false,
      },
    ];
  });
}
