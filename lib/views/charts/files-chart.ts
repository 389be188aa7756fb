import { LabError } from '../../base/lab-error';
import type { FilesSummary } from '../../analysis/summarise-files';
import type { FilesReport } from '../../results/files-report';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { counted, three, whole, withInterval } from '../format';
import { machineLine } from '../machine-line';
import { storageText } from '../storage-text';
import { axis, config, faded, figureHeight, font, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { errorBars } from './error-bars';
import { endsOf, logAxis, logRange } from './log-axis';

const title = 'Files: operations per second by storage';
const rowHeight = 30;

/** Okabe and Ito's colours, a path each: no engine stands in this figure. */
const marks = [
  { colour: '#0072B2', symbol: 'circle' },
  { colour: '#D55E00', symbol: 'square' },
  { colour: '#009E73', symbol: 'diamond' },
  { colour: '#CC79A7', symbol: 'triangle-up' },
  { colour: '#E69F00', symbol: 'cross' },
  { colour: '#56B4E9', symbol: 'x' },
] as const;

/**
 * Operations on files a second, a row for each operation, size and whether it was synced, a mark for each path, with 95 % intervals
 * over repetitions. Never with inserts of vectors, which promise something else.
 * @throws LabError `nothing-measured`
 */
export function filesChart(summaries: readonly FilesSummary[], report: Pick<FilesReport, 'paths' | 'machine'>): Figure {
  const [first] = summaries;
  if (!first) throw new LabError({ code: 'nothing-measured', where: 'filesChart', what: 'there is no summary' });
  const rows = [...new Set(summaries.map(rowOf))].reverse();
  const range = logRange(
    summaries.flatMap(({ rate }) => endsOf(rate)),
    1.3,
  );
  const runs = Math.max(...summaries.map(({ repetitions }) => repetitions));
  const below = [
    'one client, one operation after another',
    'reads come from the page cache',
    counted(runs, 'repetition'),
    machineLine(report.machine),
  ];
  const layout = chartLayout({
    title,
    subtitle: below,
    left: Math.max(...rows.map((row) => row.length)) * 7 + 16,
    xaxis: logAxis('operations per second (logarithmic): further right is better', range),
    yaxis: axis('', { tickvals: rows.map((_, i) => i), ticktext: rows, range: [-0.6, rows.length - 0.4] }),
  });
  const height = (layout.height as number) - figureHeight + rows.length * rowHeight + 200;
  const margin = layout.margin as { b: number };
  return {
    data: report.paths.map((path, i) => trace(path, { at: i, of: report.paths.length }, { rows, summaries })),
    layout: {
      ...layout,
      height,
      margin: { ...margin, b: margin.b + 20 * report.paths.length },
      showlegend: true,
      legend: { x: 0, y: 0, yref: 'container', yanchor: 'bottom', xanchor: 'left', font: font(12) },
    },
    config,
    text: `${title}. ${below.join(' · ')}. ${filesSentences(summaries, report).join(' ')}`,
  };
}

/** The rate of each operation on every path, in sentences with their numbers. */
export function filesSentences(summaries: readonly FilesSummary[], { paths }: Pick<FilesReport, 'paths'>): string[] {
  return [...new Set(summaries.map(rowOf))].map((row) => {
    const said = paths.flatMap((path) => {
      const one = summaries.find((summary) => summary.path === path.path && rowOf(summary) === row);
      return one ? [`${nameOf(path)} ${withInterval(one.rate)}`] : [];
    });
    return `${row}: ${said.join('; ')} a second.`;
  });
}

const rowOf = ({ operation, bytes, fsync }: FilesSummary): string =>
  `${operation}, ${whole(bytes)} B${fsync ? ', synced' : ''}`;

const nameOf = ({ path, storage }: FilesReport['paths'][number]): string => `${path} (${storageText(storage)})`;

function trace(
  path: FilesReport['paths'][number],
  place: { readonly at: number; readonly of: number },
  { rows, summaries }: { readonly rows: readonly string[]; readonly summaries: readonly FilesSummary[] },
): PlotlyObject {
  const own = summaries.filter((summary) => summary.path === path.path);
  const { colour, symbol } = marks[place.at % marks.length] ?? marks[0];
  const name = escapeHtml(`${nameOf(path)}${path.failed ? ': failed' : ''}`);
  // Side by side within a row, so that equal rates do not hide each other.
  const offset = place.of > 1 ? 0.4 * (0.5 - place.at / (place.of - 1)) : 0;
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: own.map(({ rate }) => rate.value),
    y: own.map((summary) => rows.indexOf(rowOf(summary)) + offset),
    error_x: errorBars(
      own.map(({ rate }) => rate),
      colour,
    ),
    marker: { color: colour, symbol, size: 9, line: { color: faded(neutral.ink, 0.3), width: 0.5 } },
    cliponaxis: false,
    customdata: own.map(
      (summary) =>
        `<b>${name}</b><br>${rowOf(summary)}: ${withInterval(summary.rate)}/s` +
        (summary.latency.p50 ? `<br>p50 ${three(summary.latency.p50.value)} ms` : ''),
    ),
    hovertemplate: '%{customdata}<extra></extra>',
  };
}
