import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { Sweep } from '../../workload/sweep/sweep';
import type { RunResult } from '../../workload/run';
import { act } from '../act';
import { cellCounts, countsText, exitCodeOfCells } from '../cell-counts';
import type { Context } from '../context';
import { helpTail } from '../examples';
import type { ExitCode } from '../exit-code';
import { maySpend } from '../may-spend';
import { again, secondsToMs } from '../options/lists';
import { type SweepOptions, sweepFromOptions } from '../options/sweep-options';
import { resultsFolder } from '../../results/results-folder';
import { shownPath } from '../shown-path';
import { summaryOf } from '../summary-of';
import { writeReport } from '../write-report';

interface RunOptions extends SweepOptions {
  profile?: string;
  scenario?: string;
  sweep?: string;
  output?: string;
  cellTimeout?: string;
  force?: boolean;
  yes?: boolean;
}

export function runCommand(program: Command): void {
  const command = program
    .command('run')
    .description('measure a sweep of engines on datasets; an unfinished run of the same sweep goes on where it stopped')
    .option('--databases <names>', 'engines, comma-separated, or all', again)
    .option('--datasets <names>', 'names of the catalogue, files, or synthetic:n=…,dim=…', again)
    .option('--scales <scales>', 'small, medium, large, full or numbers of rows', again)
    .option(
      '--profile <name>',
      'quick; standard; full (k 1, 10, 100; 1 to 64 clients; batches); published (20 repetitions); memory (fresh engines filled with 9 generated sets); default: quick',
    )
    .option('--scenario <name>', 'a load with its objectives, over the profile (npx vexlab scenarios)')
    .option('--sweep <file>', 'a JSON file with members of a sweep, over the profile')
    .option('--output <folder>', 'where runs are kept (default: results/ of the checkout)')
    .option('--k <list>', 'neighbours asked for', again)
    .option('--ef <list>', 'width of the search (ef_search)', again)
    .option('--m <m>', 'links of a node (M)')
    .option('--ef-construction <ef>', 'width of the search while building (efConstruction)')
    .option('--clients <list>', 'closed-loop clients', again)
    .option(
      '--workloads <names>',
      'search (closed loop), open (open loop), endurance (a long open loop), capacity (highest rate held), ingest, filtered, mixed, batched; default: search',
      again,
    )
    .option('--rates <list>', 'open, endurance: requests a second', again)
    .option('--arrivals <how>', 'open, endurance, capacity: poisson (default) or constant')
    .option(
      '--precision <share>',
      'capacity: how near held and broken rate must come (default: 0.05); windows last until they carry it, up to 20 s',
    )
    .option('--p99 <ms>', 'capacity: a response time that 99 % must keep for a rate to be held')
    .option('--seconds <s>', 'open, endurance, capacity, mixed: length of a window (default: 10, 1800, 3, --min-ms)')
    .option('--slices <n>', 'endurance: equal spans that the window is cut into, 12 to 1000 (default: 30)')
    .option(
      '--batches <list>',
      'ingest: vectors of one insert; largest: all that the engine takes at once (default: 1,10,100,1000,largest)',
      again,
    )
    .option('--fresh', 'ingest: on an engine started for it, to see its memory grow')
    .option('--selectivities <list>', 'filtered: shares of the rows that pass (default: 0.001 to 0.9)', again)
    .option('--sizes <list>', 'batched: queries of one request (default: 1,10,100)', again)
    .option('--inserts <share>', 'mixed: share of the requests that insert a row (default: 0.1)')
    .option('--deletes <share>', 'mixed: share of the requests that delete one (default: 0.1)')
    .option('--requests <n>', 'fewest measured requests of a repetition')
    .option('--min-ms <ms>', 'shortest measured window in milliseconds; requests go on until both hold')
    .option('--warmup <n>', 'requests before the measured window')
    .option('--repetitions <n>', 'whole runs of each cell')
    .option('--builds <n>', 'index builds that the repetitions share')
    .option('--seed <n>', 'seed of the order and of the engines that take one')
    .option('--option <engine.name=value>', "an engine's own option, build or search; may be given again", again)
    .option(
      '--cell-timeout <seconds>',
      'give a cell up after this long, beside the time that it was asked to last (default: 600)',
    )
    .option(
      '--force',
      'begin a new run, also where one of the same sweep is unfinished (a finished one is always measured anew)',
    )
    .option('--yes', 'allow cloud engines to make what costs money (else it is asked, and without a terminal refused)')
    .addHelpText(
      'after',
      helpTail(
        'run --databases hnswlib,chroma --datasets sift-photos --scales small --output results/',
        'run --databases all --profile standard --ef 10,50,200 --clients 1,4',
        'run --databases hnswlib --option hnswlib.M=32 --json > run.json',
        'run --databases hnswlib --workloads search,open --rates 200,400 --seconds 10',
        'run --databases chroma --workloads endurance --rates 100 --seconds 3600 --slices 60',
        'run --databases lancedb,chroma --workloads filtered --selectivities 0.01,0.1,0.5',
        'run --profile full --databases qdrant --k 10',
        'run --profile memory --databases chroma,qdrant',
        'run --sweep my-sweep.json --force',
        'run --scenario recommendations --databases hnswlib,chroma --ef 50,100,200',
      ),
    )
    .action((options: RunOptions) => act(command, (context) => runSweep(options, context)));
}

async function runSweep(options: RunOptions, context: Context): Promise<ExitCode> {
  const { env, signal, progress } = context;
  const limits =
    options.cellTimeout === undefined ? {} : { cellTimeoutMs: secondsToMs('--cell-timeout', options.cellTimeout) };
  const sweep = await askedSweep(options, env);
  const { run } = await import('../../workload/run.js');
  const output = resultsFolder(options.output, env);
  const ended = await run(sweep, {
    output,
    progress,
    signal,
    env,
    force: options.force ?? false,
    maySpend: maySpend(options.yes ?? false, context),
    ...limits,
  });
  return conclude(ended, context);
}

async function askedSweep(options: RunOptions, env: NodeJS.ProcessEnv): Promise<Sweep> {
  const { engines } = await import('../../engines/index.js');
  const { profile } = await import('../../workload/sweep/profiles.js');
  const { scenario, scenarioSweep } = await import('../../workload/sweep/scenarios.js');
  const usual = profile(options.profile, env);
  const base = options.scenario === undefined ? usual : scenarioSweep(scenario(options.scenario), usual);
  const names = engines.map(({ name }) => name);
  if (!options.sweep) return sweepFromOptions(options, base, names);
  const { readSweepFile } = await import('../options/sweep-file.js');
  return sweepFromOptions(options, readSweepFile(options.sweep, base), names);
}

/** How a run is named to the other commands: by its id, where they look without being told; else by its folder. */
const runArgument = ({ run, dir }: Pick<RunResult, 'run' | 'dir'>, env: NodeJS.ProcessEnv): string =>
  dirname(dir) === resultsFolder(undefined, env) ? run : shownPath(dir);

/** Report beside the records, summary in the terminal, and what can be done next. */
async function conclude(ended: RunResult, context: Context): Promise<ExitCode> {
  const { readRun } = await import('../../results/run-store.js');
  const stored = await readRun(ended.dir);
  const report = await writeReport([stored], join(ended.dir, 'report.html'));
  const { text, ...source } = await summaryOf([stored]);
  const { outcomesJson } = await import('../outcomes-json.js');
  const cells = cellCounts(stored.records);
  const interrupted = ended.state === 'interrupted';
  const goOn = `${stored.manifest.cells - stored.records.length} cells are left; the same command goes on with them`;
  const again = ended.resumed > 0 ? `, of which ${ended.resumed} from before` : '';
  const lines = [
    text,
    '',
    `cells    ${countsText(cells)}${again}`,
    `report   ${shownPath(report)}`,
    `records  ${shownPath(join(ended.dir, 'records.jsonl'))}`,
    `next     ${interrupted ? goOn : `npx vexlab summary ${runArgument(ended, context.env)}`}`,
  ];
  context.result(lines.join('\n'), () => ({
    run: ended.run,
    dir: ended.dir,
    state: ended.state,
    planned: stored.manifest.cells,
    resumed: ended.resumed,
    cells,
    records: join(ended.dir, 'records.jsonl'),
    report,
    ...outcomesJson(source),
  }));
  return exitCodeOfCells(cells, interrupted);
}
