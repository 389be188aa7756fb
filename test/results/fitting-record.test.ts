import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Record } from 'vexlab/dist/results/record';
import { createRun, readRun, reopenRun } from 'vexlab/dist/results/run-store';
import { sampleHead, sampleRecord } from './sample-record';

const record = sampleRecord(0);
const infinite = { check: 'client-load', verdict: 'pass' as const, numbers: { ms: Infinity }, advice: '' };
/** As it comes from a server that answers otherwise than its types say. */
const asTyped = (value: unknown): Record => value as Record;

describe('a record that could not be read again', () => {
  it.each([
    ['a negative count', { ...record, answers: { ...record.answers, short: -9 } }, /: answers\.short is -9: /],
    ['no finite number', { ...record, findings: [infinite] }, /: findings\.0\.numbers\.ms is Infinity: /],
    ['what JSON has not', { ...record, params: { asked: {}, readBack: { n: 1n } } }, /: .*BigInt/],
    [
      'a version that is no text',
      { ...record, engine: { ...record.engine, serverVersion: 3 } },
      /serverVersion is 3: /,
    ],
    ['a member that is missing', { ...record, errors: undefined }, /: errors is undefined: /],
  ])('for %s becomes that of a failed cell, which says so', async (_, given, why) => {
    const store = await createRun(mkdtempSync(join(tmpdir(), 'vexlab-results-')), {
      ...sampleHead,
      createdAt: '2026-01-02T03:04:05.678Z',
    });
    await store.append(asTyped(given));
    await store.append(sampleRecord(1));
    await store.close();
    const { records, damage } = await readRun(store.dir);
    expect(damage).toEqual([]);
    expect(records).toEqual([
      { ...records[0], state: 'failed', cell: record.cell, cellId: record.cellId },
      sampleRecord(1),
    ]);
    expect(records[0]).toMatchObject({ why: expect.stringMatching(why) as string });
    expect(store.records).toEqual(records);
    // What fits takes its place.
    const again = await reopenRun(store.dir);
    await again.append(record);
    await again.close();
    expect(again.records).toEqual([sampleRecord(1), record]);
  });
});
