import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { readRun } from 'vexlab/dist/results/run-store';
import type { Finding, Record } from 'vexlab/dist/results/record';
import { answeredRate } from 'vexlab/dist/workload/load/answered-rate';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { scriptedEngine } from '../scripted-engine';
import { measure } from './measure';

const refuse = (): never => {
  throw new LabError({ code: 'http-503', where: 'a', what: 'overloaded' });
};
const arrivals = 'constant' as const;

const workloads: { [name: string]: NonNullable<Sweep['workloads']> } = {
  search: [{ type: 'search' }],
  open: [{ type: 'open', arrivals, rates: [200], seconds: 1 }],
  endurance: [{ type: 'endurance', arrivals, rates: [100], seconds: 6, slices: 12 }],
  filtered: [{ type: 'filtered', selectivities: [0.5] }],
  batched: [{ type: 'batched', sizes: [4] }],
  mixed: [{ type: 'mixed', inserts: 0.2, deletes: 0.2 }],
};

const findings = (record: Record): readonly Finding[] => (record.state === 'ok' ? record.findings : []);

describe('an engine that counts its rows and refuses every search', () => {
  it.each(Object.keys(workloads))(
    'is measured by %s: a record of errors that can be read again',
    async (name) => {
      const { engine } = scriptedEngine('a', {
        search: refuse,
        searchBatch: refuse,
        filter: 'respects',
        remove: 'removes',
      });
      const asked = { workloads: workloads[name] as NonNullable<Sweep['workloads']>, requests: 150, repetitions: 1 };
      const { dir, records } = await measure(asked, [engine]);
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) {
        expect([record.state, 'why' in record && record.why]).toEqual(['ok', false]);
        expect(record).toMatchObject(
          name === 'endurance'
            ? { slices: Array.from({ length: 12 }, () => ({ requests: 50, failed: 50 })) }
            : { errors: {} },
        );
        const { numbers } = findings(record).find(({ check }) => check === 'errors') as Finding;
        expect(numbers.errors).toBe(numbers.requests);
        expect(numbers.errors).toBeGreaterThan(0);
        // What is not a number is written as null.
        expect(JSON.stringify(findings(record))).not.toContain('null');
      }
      const read = await readRun(dir);
      expect([read.records.length, read.damage]).toEqual([records.length, []]);
    },
    30_000,
  );

  it('is a failed cell of capacity, with the reason: no rate of refusals is one to begin with', async () => {
    const { engine } = scriptedEngine('a', { search: refuse });
    const { dir, records } = await measure(
      { workloads: [{ type: 'capacity', arrivals, seconds: 1, precision: 1 }], repetitions: 1 },
      [engine],
    );
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(record.state).toBe('failed');
      expect('why' in record && record.why).toMatch(/all \d+ requests of the closed loop .* failed \(http-503: \d+\)/);
    }
    const read = await readRun(dir);
    expect([read.records.length, read.damage]).toEqual([records.length, []]);
  });
});

it('takes the first rate of capacity from answered requests alone', () => {
  const failed = Uint8Array.from({ length: 1000 }, (_, request) => Number(request % 10 > 0));
  expect(answeredRate({ failed, errors: { 'http-503': 900 }, windowNs: 2e9 })).toBe(50);
  expect(() => answeredRate({ failed: failed.fill(1), errors: { a: 600, b: 400 }, windowNs: 2e9 })).toThrow(
    /all 1000 requests .* failed \(a: 600, b: 400\)/,
  );
});
