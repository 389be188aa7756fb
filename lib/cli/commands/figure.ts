import { writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { resultsFolder } from '../../results/results-folder';
import type { Record } from '../../results/record';
import { writeError } from '../../results/write-error';
import type { Figure } from '../../views/figure';
import { act } from '../act';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';
import { findRuns } from '../find-runs';
import { shownPath } from '../shown-path';

const kinds = ['recall-rate', 'latency', 'saturation', 'scale', 'open', 'capacity', 'endurance'] as const;
type FigureKind = (typeof kinds)[number];

interface FigureOptions {
  readonly kind: FigureKind;
  readonly results?: string;
  readonly output: string;
  readonly dark?: boolean;
}

export function figureCommand(program: Command): void {
  const command = program
    .command('figure')
    .argument('[runs...]', 'folders or ids of runs, or how their ids begin; none: the newest')
    .addOption(new Option('--kind <kind>', 'what to draw').choices(kinds).default('recall-rate'))
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .requiredOption('--output <file>', 'the file to write: .png (needs Chromium) or .json (for Plotly)')
    .option('--dark', 'in the colours of a dark page')
    .description('one figure over kept runs, as an image or as data for Plotly')
    .addHelpText('after', helpTail('figure --output curve.png', 'figure RUN --kind latency --output latency.json'))
    .action((names: string[], options: FigureOptions) =>
      act(command, async ({ env, result }) => {
        const path = resolve(options.output);
        checkEnding(path);
        const runs = await findRuns(resultsFolder(options.results, env), names);
        const figure = await draw(
          options.kind,
          runs.flatMap(({ records }) => records),
        );
        write(path, await contentOf(figure, path, options.dark === true));
        result(shownPath(path), { runs: runs.map(({ manifest }) => manifest.run), figure: path, text: figure.text });
        return exitCode.done;
      }),
    );
}

async function draw(kind: FigureKind, records: readonly Record[]): Promise<Figure> {
  if (kind === 'endurance') {
    const { summariseEndurance } = await import('../../analysis/summarise-endurance.js');
    const { enduranceChart } = await import('../../views/charts/endurance-chart.js');
    return enduranceChart(summariseEndurance(records));
  }
  if (kind === 'open') {
    const { summariseOpen } = await import('../../analysis/summarise-open.js');
    const { rateLatencyChart } = await import('../../views/charts/rate-latency-chart.js');
    return rateLatencyChart(summariseOpen(records));
  }
  if (kind === 'capacity') {
    const { summariseCapacity } = await import('../../analysis/summarise-capacity.js');
    const { capacityChart } = await import('../../views/charts/capacity-chart.js');
    return capacityChart(summariseCapacity(records));
  }
  const { summarise } = await import('../../analysis/summarise.js');
  const { recallRateChart } = await import('../../views/charts/recall-rate-chart.js');
  const { latencyChart } = await import('../../views/charts/latency-chart.js');
  const { saturationChart } = await import('../../views/charts/saturation-chart.js');
  const { searchGrowthChart } = await import('../../views/charts/search-growth-chart.js');
  const charts = {
    'recall-rate': recallRateChart,
    latency: latencyChart,
    saturation: saturationChart,
    scale: searchGrowthChart,
  };
  return charts[kind](summarise(records));
}

function checkEnding(path: string): void {
  const ending = extname(path);
  if (['.png', '.json'].includes(ending)) return;
  const what = `${JSON.stringify(ending)} is no kind of figure that can be written`;
  throw new LabError({ code: 'bad-option', where: path, what, remedy: 'name a .png or a .json file' });
}

async function contentOf(figure: Figure, path: string, dark: boolean): Promise<Buffer | string> {
  if (extname(path) === '.json') return `${JSON.stringify(figure, null, 1)}\n`;
  const { renderPngs } = await import('../../views/static-image.js');
  const images = await renderPngs([figure], { mode: dark ? 'dark' : 'light' });
  if (images?.[0]) return images[0];
  throw new LabError({
    code: 'no-browser',
    where: path,
    what: 'an image needs Chromium, and none was found',
    remedy: 'install Chromium, or name a .json file',
  });
}

function write(path: string, content: Buffer | string): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, content);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
}
