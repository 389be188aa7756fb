import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    await expect(filesReport({ ...ask, paths: [join(folder, 'gone')] }, { progress })).rejects.toThrow(
      /is not there \(ENOENT\)/,
    );
    await expect(filesReport({ ...ask, paths: [file] }, { progress })).rejects.toThrow(/is no folder \(ENOTDIR\)/);
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
