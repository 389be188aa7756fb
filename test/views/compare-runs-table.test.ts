import { describe, expect, it } from 'vitest';
import { compareRuns } from 'vexlab/dist/analysis/compare-runs';
import { isMeasuredSearch, type Record as LabRecord } from 'vexlab/dist/results/record';
import type { StoredRun } from 'vexlab/dist/results/run-store';
import { compareRunsNotes } from 'vexlab/dist/views/compare-runs-notes';
import { compareFiguresTable } from 'vexlab/dist/views/tables/compare-figures-table';
import { compareRunsTable } from 'vexlab/dist/views/tables/compare-runs-table';
import { compareTables } from 'vexlab/dist/views/tables/compare-tables';
import { everyWorkload } from './fixture-every-workload';
import { missingRecord, okRecord, plainEngine, plausibleRecords } from './fixture-records';
import { storedRun } from './fixture-runs';

/** Another day: the server a quarter faster, the rest as it was; another machine, lab and server version. */
function later(records: LabRecord[]): StoredRun {
  const changed = records.map((record): LabRecord => {
    const moved = { ...record, run: 'later', machine: 'another', commit: 'f'.repeat(40) };
    if (moved.engine.name !== 'server' || !isMeasuredSearch(moved)) return moved;
    const engine = { ...moved.engine, serverVersion: '1.3.0' };
    return { ...moved, engine, phases: { ...moved.phases, measureMs: moved.phases.measureMs / 1.25 } };
  });
  const run = storedRun(changed);
  const flags = `${run.manifest.machine.cpu.flags} ${'avx512f '.repeat(20)}`;
  const machine = { ...run.manifest.machine, id: 'another', cpu: { ...run.manifest.machine.cpu, flags } };
  const manifest = { ...run.manifest, run: '2026-01-09T03-04-05-bbbb', createdAt: '2026-01-09T03:04:05.000Z', machine };
  return { ...run, manifest: { ...manifest, commit: 'f'.repeat(40), state: 'interrupted' } };
}

const records = plausibleRecords(200);
const comparison = compareRuns(storedRun(records), later(records));
const table = compareRunsTable(comparison);
const text = table.text();

describe('two runs side by side', () => {
  it('fit 100 columns, where only a long name gives way', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect([...new Set(text.match(/\S+…/g))]).toEqual(['sy…']);
  });
  it('name the runs, and show rates, ratio with interval, corrected p, effect size and who is faster', () => {
    expect(text).toMatch(/^A 2026-01-02T03-04-05-aaaa · B 2026-01-09T03-04-05-bbbb · queries\/s\n/);
    expect(text).toMatch(/Vector server +ef 128 +0\.996 +687 +859 +1\.25 1\.1\d–1\.3\d +<0\.001 +1\.00 +B\n/);
    expect(text).toMatch(
      /HNSW in process +ef 128 +0\.996 +4,410 +4,410 +1\.00 0\.9\d+–1\.0\d +1\.000 +0 +no difference shown\n/,
    );
    expect(text).toContain('sift-photos, 10,000 × 128, l2, k 10, 1 client\n');
  });
  it('do not hide what else differs', () => {
    const notes = table.notes.join('\n');
    expect(notes).toContain(
      'The machines differ, so a ratio is one of machines too: id 3fa98c0d12e4b567 → another; cpu.flags +avx512f.',
    );
    expect(notes).toContain('Versions differ: server server 1.2.0 → 1.3.0.');
    expect(notes).toContain('Different commits of the lab measured them: lab 0123abc → ffffffffff.');
    expect(notes).toContain('The runs began 7.00 days apart and are not interleaved');
    expect(notes).toMatch(/p: Welch, two-sided, corrected by Holm for 132 comparisons\. delta: Cliff's, 1 where every/);
    expect(notes).toContain(
      'What ratio would be shown is not available for 68 figures: it takes 10 runs of one setting (A/A), there are 5.',
    );
    expect(notes).toContain('Run B is interrupted: cells of it may be missing.');
  });
  it('say where a machine drifted, where more settings show it than chance gives', () => {
    const note = /In (\d+) of 2 closed loops of both runs, repetitions that follow each other are alike/;
    // One setting, the rate of whose repetitions falls all the way in both runs, or in neither.
    const runOf = (times: readonly number[]) =>
      storedRun(times.map((measureMs, repetition) => okRecord({ repetition, latencies: [1, 2], measureMs })));
    const [falling, mixed] = [
      [100, 101, 102, 103, 104, 105, 106],
      [100, 106, 101, 105, 102, 104, 103],
    ];
    expect(compareRunsNotes(compareRuns(runOf(falling), runOf(falling))).join('\n')).toMatch(note);
    expect(compareRunsNotes(compareRuns(runOf(mixed), runOf(mixed))).join('\n')).not.toMatch(note);
  });
  it('tell two changed trees of one commit apart', () => {
    const [before, later] = ['1a2b3c4d', '5e6f7a8b'].map((changes) => `${'f'.repeat(40)}+${changes}`);
    const trees = { a: before ?? '', b: later ?? '' };
    expect(compareRunsNotes({ ...comparison, differences: [{ kind: 'commit', what: 'lab', ...trees }] })).toContain(
      'Different commits of the lab measured them: lab ffffffffff+1a2b3c4d → ffffffffff+5e6f7a8b.',
    );
  });
  it('show in grey what neither measured', () => {
    expect(text).toMatch(/Measured in neither\nKernel file sy… +sift-photos: unavailable: no such module is loaded/);
    expect(table.html()).toContain('<td class="l grey">Kernel file system</td>');
  });
  it('become a frame whose rows stand by themselves', async () => {
    const { columns, values } = await table.frame();
    const row = values.map((one) => Object.fromEntries(columns.map((name, i) => [name, one[i]])));
    expect(
      row.find(({ engine, search, clients }) => engine === 'Vector server' && search === 'ef 128' && clients === 4),
    ).toMatchObject({
      dataset: 'sift-photos',
      k: 10,
      faster: 'B',
      runs_a: 5,
      runs_b: 5,
      detectable: null,
    });
  });
});

describe('other workloads', () => {
  const all = storedRun(everyWorkload());
  const both = compareRuns(all, all);

  it('stand with the latency of closed loops in a table of their own, which the table of rates names', () => {
    const [searches, figures] = compareTables(both);
    expect(searches?.notes).toEqual([]);
    expect(figures?.notes).toEqual(compareFiguresTable(both).notes);
    expect(compareRunsTable(both).notes[0]).toContain('compareFiguresTable');
    expect(compareTables(comparison).map(({ caption }) => caption?.split(' · ').at(-1))).toEqual([
      'queries/s',
      'figure by figure',
    ]);
  }, 60_000);

  it('are frames whose rows stand by themselves, with what could not be compared', async () => {
    const { columns, values } = await compareFiguresTable(both).frame();
    const rows = values.map((one) => Object.fromEntries(columns.map((name, i) => [name, one[i]])));
    expect(rows).toContainEqual(
      expect.objectContaining({
        engine: 'Plain',
        workload: 'ingest',
        figure: 'searchable_s',
        a: 0.602,
        change: 1,
        p: 1,
      }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ workload: 'ingest', figure: 'peak_memory_mib', a: null }));
    expect(rows.every(({ dataset }) => typeof dataset === 'string')).toBe(true);
  }, 60_000);
});

describe('in a notebook', () => {
  it('two runs are compared and shown by the library alone', async () => {
    const lab = await import('vexlab');
    const shown = lab.compareRunsTable(lab.compareRuns(storedRun(records), later(records)));
    expect(lab.isTable(shown)).toBe(true);
    expect(shown.html()).toBe(table.html());
  });
});

describe('runs with little in common', () => {
  const other = { ...plainEngine, name: 'other', title: 'Other' };
  it('say so, and show what only one of them has', () => {
    const here = records.filter(
      ({ engine, cell }) => engine.name === 'exact' && 'clients' in cell.workload && cell.workload.clients === 1,
    );
    const there = [
      ...records.filter(({ engine }) => engine.name === 'server'),
      missingRecord({ engine: other, why: 'died' }),
    ];
    const { text: shown, notes } = (() => {
      const made = compareRunsTable(compareRuns(storedRun(here), storedRun(there)));
      return { text: made.text(), notes: made.notes };
    })();
    expect(shown).toMatch(/Only in A\nExact scan +1 client, k 10; in B no such setting; sift-photos, 10,000 × 128/);
    expect(shown).toMatch(/Only in B\nVector server +ef 16 +1 client, k 10; in A no such setting; /);
    expect(notes).toContain('The runs have no setting in common.');
  });
  it('say in full why one of them lacks what the other measured', () => {
    const why = `the server ended with exit code 137 after the ${'very '.repeat(20)}long insert`;
    const gone = records.map((record) =>
      record.engine.name === 'server' && record.state === 'ok'
        ? {
            ...missingRecord({ engine: record.engine, why, state: 'failed' }),
            cell: record.cell,
            cellId: record.cellId,
          }
        : record,
    );
    const { notes } = compareRunsTable(compareRuns(storedRun(records), storedRun(gone)));
    const settings = comparison.compared.filter(({ a }) => a.engine.name === 'server').length;
    expect(notes).toContain(`Run B did not measure ${settings} settings of the other: failed: ${why}.`);
  });
  it('mark recall that differs', () => {
    const worse = records.map((record) =>
      isMeasuredSearch(record) && record.engine.name === 'hnsw' && record.answers.hits
        ? {
            ...record,
            answers: { ...record.answers, hits: Buffer.alloc(record.answers.requests * 2, 0).toString('base64') },
          }
        : record,
    );
    const made = compareRunsTable(compareRuns(storedRun(records), storedRun(worse)));
    expect(made.text()).toMatch(/ef 128 +0\.996 → 0\.000/);
    expect(made.notes.join('\n')).toContain(
      'Recall differs (its intervals are apart), so these rates are not of equal answers: HNSW in process at ef 16',
    );
    expect(
      Math.max(
        ...made
          .text()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
  });
});
