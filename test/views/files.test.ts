import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { summariseFiles } from 'vexlab/dist/analysis/summarise-files';
import { writeReport } from 'vexlab/dist/cli/write-report';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { fileOperations, type FilesReport } from 'vexlab/dist/results/files-report';
import { newestFiles, writeFiles } from 'vexlab/dist/results/files-store';
import { filesChart } from 'vexlab/dist/views/charts/files-chart';
import { report as page } from 'vexlab/dist/views/report';
import { filesTable } from 'vexlab/dist/views/tables/files-table';
import { missingRecord } from './fixture-records';
import { storedRun } from './fixture-runs';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-files-view-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { manifest } = storedRun([]);
const paths = [
  { path: '/dev/shm', storage: { fileSystem: 'tmpfs', device: 'shm', mount: '/dev/shm' } },
  { path: '/data' },
];

/** Five repetitions; the second path a tenth as fast. */
const kept: FilesReport = {
  version: 1,
  at: '2026-01-02T03:04:05.000Z',
  commit: 'unknown',
  machine: manifest.machine,
  files: 20,
  paths,
  cells: paths.flatMap(({ path }, slower) =>
    [0, 1, 2, 3, 4].flatMap((repetition) =>
      fileOperations.map((operation) => {
        const ms = 10 ** slower * (10 + repetition / 10);
        const histogram = newHistogram();
        for (let i = 0; i < 20; i += 1) recordLatency(histogram, (ms / 20) * 1e6);
        return {
          path,
          bytes: 4096,
          fsync: false,
          repetition,
          operation,
          count: 20,
          ms,
          histogram: encodeHistogram(histogram),
        };
      }),
    ),
  ),
};

describe('operations on files', () => {
  it('are drawn by path on a logarithmic axis, with intervals', () => {
    const { data, layout, text } = filesChart(summariseFiles(kept), kept);
    const traces = data as unknown as {
      name: string;
      x: number[];
      y: number[];
      error_x: { array: number[]; arrayminus: number[] };
    }[];
    expect(traces.map(({ name }) => name)).toEqual(['/dev/shm (tmpfs on shm)', '/data (storage not known)']);
    expect(traces[0]?.x).toEqual(new Array(4).fill(expect.closeTo(20 / 0.0102, 6)));
    expect(traces[1]?.x).toEqual(new Array(4).fill(expect.closeTo(2 / 0.0102, 6)));
    for (const { error_x } of traces) {
      expect([...error_x.array, ...error_x.arrayminus].every((end) => end > 0)).toBe(true);
    }
    expect(layout).toMatchObject({ xaxis: { type: 'log' } });
    expect(JSON.stringify(layout)).toContain('delete, 4,096 B');
    expect(text).toMatch(
      /create, 4,096 B: \/dev\/shm \(tmpfs on shm\) 1,960 \(\S+–\S+\); \/data \(storage not known\) 196 \(\S+–\S+\) a second\./,
    );
    expect(() => filesChart([], kept)).toThrow(/there is no summary/);
  });

  it('say in table and legend how far a path came that failed or was stopped, and what mends it', () => {
    const failed = { why: 'takes no file of this size (EFBIG)', remedy: 'ask for smaller files (--sizes)' };
    const came = [
      { ...paths[0], path: '/dev/shm', rounds: { asked: 20, measured: 5 }, failed },
      { path: '/data', rounds: { asked: 20, measured: 5 } },
      { path: '/whole', rounds: { asked: 20, measured: 20 } },
    ];
    const table = filesTable(summariseFiles(kept), { paths: came });
    const text = table.text();
    expect(text).toContain('failed after 5 of 20 rounds: takes no file of this size (EFBIG)');
    expect(text).toContain('unfinished: stopped after 5 of 20 rounds');
    expect(text.match(/ of 20 rounds/g)).toHaveLength(2);
    expect(table.notes).toEqual(['/dev/shm: takes no file of this size (EFBIG); ask for smaller files (--sizes).']);
    const { data } = filesChart(summariseFiles(kept), { ...kept, paths: came });
    expect((data as unknown as { name: string }[]).map(({ name }) => name)).toEqual([
      '/dev/shm (tmpfs on shm): failed',
      '/data (storage not known)',
      '/whole (storage not known)',
    ]);
  });

  it('stand in the report of runs of the same machine, apart from their vectors', async () => {
    await writeFiles(folder, {
      ...kept,
      at: '2026-01-03T03:04:05.000Z',
      machine: { ...manifest.machine, id: 'another' },
    });
    await writeFiles(folder, kept);
    const run = { ...storedRun([missingRecord({ why: 'no binary' })]), dir: join(folder, 'run') };
    const html = readFileSync(await writeReport([run], join(folder, 'report.html')), 'utf8');
    const [section] = /<section id="files">[\s\S]*?<\/section>/.exec(html) ?? [''];
    expect(section).toMatch(/data-figure="\d+"/);
    expect(section).toContain('never held against a rate of inserted vectors');
    expect(section).toContain('Measured 2026-01-02 03:04 UTC');
    expect(page([run])).not.toContain('<section id="files">');
    expect(await newestFiles([folder], ['a third'])).toBeUndefined();
  });

  it('that cannot be read are named in the report, which is made all the same', async () => {
    const path = await writeFiles(folder, { ...kept, at: '2026-01-04T03:04:05.000Z' });
    writeFileSync(path, '{');
    const found = await newestFiles([folder], [manifest.machine.id]);
    expect(found).toMatchObject({ state: 'unreadable', why: expect.stringContaining(path) as string });
    expect(page([storedRun([])], found && { files: found })).toMatch(/<section id="files">[\s\S]*Not shown: /);
  });
});
