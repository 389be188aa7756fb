import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import type { MeasuredSummary, Summary } from 'vexlab/dist/analysis/summary';
import type { Record } from 'vexlab/dist/results/record';
import { readNotebook, type Notebook } from './read-notebook';

const tour = ['00-start', '01-datasets', '02-ground-truth', '03-recall-latency', '04-compare'];
const folder = mkdtempSync(join(tmpdir(), 'vexlab-start-'));
const results = join(folder, 'results');

interface Started {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(): { child: ChildProcess; ended: Promise<Started> } {
  // A group of its own, so that one kill ends notebooks, kernel and servers together, as a power cut would.
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'lib/bin/vexlab.js'), 'start', '--output', results, '--json'],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, VEXLAB_PROFILE: '' } },
  );
  const ended: Started = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  return { child, ended: new Promise((done) => child.on('close', (code) => done({ ...ended, code }))) };
}

/** The whole lines of every run's records, by run. */
function linesByRun(): Map<string, string[]> {
  const runs = existsSync(results) ? readdirSync(results).filter((name) => /^\d{8}T/.test(name)) : [];
  return new Map(
    runs.map((run) => {
      const path = join(results, run, 'records.jsonl');
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      return [run, text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean)];
    }),
  );
}

const records = (lines: readonly string[]): Record[] => lines.map((line) => JSON.parse(line) as Record);

let beforeKill: Map<string, string[]>;
let started: Started;
let report: { report: string; runs: string[]; summaries: Summary[] };
let notebooks: Map<string, Notebook>;

beforeAll(async () => {
  const killed = start();
  // Half-way: the sixth record of the comparison, whose run is the third.
  while (![...linesByRun().entries()].some(([, lines], i) => i === 2 && lines.length >= 6)) {
    await wait(200);
    if (killed.child.exitCode !== null) throw new Error(`ended before it was killed: ${(await killed.ended).stderr}`);
  }
  process.kill(-(killed.child.pid as number), 'SIGKILL');
  await killed.ended;
  beforeKill = linesByRun();
  started = await start().ended;
  report = JSON.parse(started.stdout) as typeof report;
  notebooks = new Map(tour.map((name) => [name, readNotebook(join(results, 'notebooks', `${name}.ipynb`))]));
}, 900_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start, killed half-way and started again', () => {
  it('ends well', () => {
    expect(started.stderr).not.toMatch(/failed|Error/);
    expect(started.code).toBe(0);
  });

  it('loses no finished cell and repeats none', () => {
    const after = linesByRun();
    expect(beforeKill.size).toBe(3);
    for (const [run, lines] of beforeKill) expect(after.get(run)?.slice(0, lines.length)).toEqual(lines);
    for (const lines of after.values()) {
      const done = records(lines).filter(({ state }) => state === 'ok');
      expect(new Set(done.map(({ cellId }) => cellId)).size).toBe(done.length);
    }
    expect(after.size).toBe(3);
  });

  it('leaves no server and no data folder behind', () => {
    for (const run of linesByRun().keys()) expect(existsSync(join(results, run, 'data'))).toBe(false);
    const commands = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(commands).not.toContain(results);
  });
});

describe.each(tour)('notebook %s', (name) => {
  it('ran every cell without an error or a word on stderr', () => {
    const { code } = notebooks.get(name) as Notebook;
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, i) => i + 1));
    const outputs = code.flatMap(({ outputs }) => outputs);
    expect(outputs.filter(({ output_type, name: stream }) => output_type === 'error' || stream === 'stderr')).toEqual([]);
  });

  it('has cells of a few lines, and ends with the environment', () => {
    const { code } = notebooks.get(name) as Notebook;
    for (const { source } of code) expect(source.trim().split('\n').length).toBeLessThanOrEqual(5);
    expect(code.at(-1)?.text).toMatch(/machine\s+\S+[\s\S]*commit/);
  });
});

describe('what the notebooks show', () => {
  it.each(['01-datasets', '03-recall-latency', '04-compare'])('draws figures in %s', (name) => {
    const figures = (notebooks.get(name) as Notebook).figures;
    expect(figures.length).toBeGreaterThanOrEqual(2);
    for (const { data, layout } of figures) {
      expect(data.length).toBeGreaterThan(0);
      expect(JSON.stringify(layout)).toMatch(/title/);
    }
  });

  it('quotes the numbers of its own records in the takeaway', () => {
    const [, , compared] = [...linesByRun().keys()];
    const fastest = report.summaries.filter(
      (one): one is MeasuredSummary => one.state === 'measured' && one.runs[0]?.run === compared,
    );
    const text = (notebooks.get('04-compare') as Notebook).text;
    expect(fastest.some(({ qps }) => text.includes(Math.round(Number(qps.value.toPrecision(3))).toLocaleString('en-US')))).toBe(true);
    expect(text).toMatch(/at recall@10 ≥ 0\.\d+/i);
  });
});

describe('the numbers', () => {
  const recount = (run: string): { cells: { [cell: string]: [number, number, number] }; different: number } => {
    const set = join(projectRoot, 'datasets', 'sift-photos');
    const script = join(__dirname, 'recount.py');
    const python = join(projectRoot, '.venv', 'bin', 'python');
    const output = execFileSync(python, [script, join(results, run), join(set, 'base.arrow'), join(set, 'queries.arrow')], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return JSON.parse(output) as ReturnType<typeof recount>;
  };

  it('agree with a recount by numpy to the last digit', () => {
    for (const run of linesByRun().keys()) {
      const { cells, different } = recount(run);
      expect(different).toBe(0);
      const measured = report.summaries.filter(
        (one): one is MeasuredSummary => one.state === 'measured' && one.runs[0]?.run === run,
      );
      expect(measured.length).toBeGreaterThan(0);
      for (const { runs, recall } of measured) {
        let [hits, asked] = [0, 0];
        for (const { cellId, recall: ofRun } of runs) {
          const [found, requests, k] = cells[cellId] as [number, number, number];
          expect(ofRun).toBe(found / (requests * k));
          [hits, asked] = [hits + found, asked + requests * k];
        }
        expect(recall?.value).toBe(hits / asked);
      }
    }
  });

  it('reach recall 0.99 with hnswlib at ef 200 on the shipped SIFT', () => {
    const found = report.summaries.filter(
      (one): one is MeasuredSummary =>
        one.state === 'measured' && one.engine.name === 'hnswlib' && one.ef === 200 && one.dataset.n === 20_000,
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.recall?.value).toBeGreaterThanOrEqual(0.99);
  });

  it('stand in the report as they are recomputed from the records', () => {
    const html = readFileSync(report.report, 'utf8');
    expect(report.runs.map((run) => basename(run)).sort()).toEqual([...linesByRun().keys()].sort());
    for (const run of linesByRun().keys()) expect(html).toContain(run);
    const rates = report.summaries.flatMap((one) => (one.state === 'measured' ? [one.qps.value] : []));
    for (const rate of rates) {
      const shown = Number(rate.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
      expect(html).toContain(shown);
    }
  });
});
