import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { summariseFiles } from 'vexlab/dist/analysis/summarise-files';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { readFiles, writeFiles } from 'vexlab/dist/results/files-store';
import { filesReport } from 'vexlab/dist/workload/files/files-report';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-files-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = mkdtempSync(join(folder, 'path-'));
const ask = { paths: [path], sizes: [4096, 8192], fsync: [false, true], files: 3, repetitions: 2 };
const progress = () => undefined;

describe('filesReport', () => {
  it('times every operation, leaves nothing behind, and is read back as it was written', async () => {
    const report = await filesReport(ask, { progress });
    expect(report.cells).toHaveLength(2 * 2 * 2 * 4);
    for (const { count, histogram } of report.cells) {
      expect([count, decodeHistogram(histogram).totalCount]).toEqual([3, 3]);
    }
    expect(readdirSync(path)).toEqual([]);
    expect(await readFiles(await writeFiles(folder, report))).toEqual(report);
    expect(
      summariseFiles(report)
        .map(({ operation, repetitions }) => [operation, repetitions])
        .slice(0, 4),
    ).toEqual([
      ['create', 2],
      ['read', 2],
      ['list', 2],
      ['delete', 2],
    ]);
  });

  it('says of a path what is wrong with it', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const gone = join(folder, 'gone');
    const lines: string[] = [];
    const { cells, paths } = await filesReport(
      { ...ask, paths: [gone, path, file] },
      { progress, say: (line) => void lines.push(line) },
    );
    const remedy = 'give a folder that is there and may be written';
    expect(paths.map(({ path, rounds, failed }) => ({ path, rounds, ...(failed && { failed }) }))).toEqual([
      { path: gone, rounds: { asked: 8, measured: 0 }, failed: { why: 'is not there (ENOENT)', remedy } },
      { path, rounds: { asked: 8, measured: 8 } },
      { path: file, rounds: { asked: 8, measured: 0 }, failed: { why: 'is no folder (ENOTDIR)', remedy } },
    ]);
    expect(lines).toEqual([`${gone}: is not there (ENOENT); ${remedy}`, `${file}: is no folder (ENOTDIR); ${remedy}`]);
    expect([cells.length, new Set(cells.map((cell) => cell.path))]).toEqual([8 * 4, new Set([path])]);
  });

  it('names a path as it was given, so that its rows are found', async () => {
    const given = relative(process.cwd(), path);
    const report = await filesReport({ ...ask, paths: [given] }, { progress });
    expect(report.paths.map((one) => one.path)).toEqual([given]);
    expect(summariseFiles(report).filter((one) => one.path === given)).toHaveLength(16);
  });

  it('keeps the rounds that a path had before it failed', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    const fails = ({ done }: { done: number }) => {
      // Rounds go by turns: this is the third of the second path.
      if (done === 5) rmSync(other, { recursive: true });
    };
    const report = await filesReport({ ...ask, paths: [path, other] }, { progress: fails });
    expect(report.paths).toMatchObject([
      { rounds: { asked: 8, measured: 8 } },
      { rounds: { asked: 8, measured: 2 }, failed: { why: 'is not there (ENOENT)' } },
    ]);
    expect(report.cells.filter((cell) => cell.path === other)).toHaveLength(2 * 4);
    expect(await readFiles(await writeFiles(folder, report))).toEqual(report);
  });

  it('hands over what was measured after each round', async () => {
    const controller = new AbortController();
    const kept: [number, unknown][] = [];
    const stopped = filesReport(ask, {
      keep: ({ cells, paths }) => {
        kept.push([cells.length, { ...paths[0]?.rounds }]);
        if (kept.length === 2) controller.abort();
        return Promise.resolve();
      },
      signal: controller.signal,
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(kept).toEqual([
      [4, { asked: 8, measured: 1 }],
      [8, { asked: 8, measured: 2 }],
    ]);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const controller = new AbortController();
    const stop = ({ done }: { done: number }) => {
      if (done === 1) controller.abort();
    };
    await expect(filesReport(ask, { progress: stop, signal: controller.signal })).rejects.toThrow(/abort/i);
    expect(readdirSync(path)).toEqual([]);
  });
});
