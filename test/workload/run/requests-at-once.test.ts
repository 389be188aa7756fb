import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { scriptedEngine } from '../scripted-engine';
import { missing, ok } from './cells';
import { measure } from './measure';

describe('what goes wrong', () => {
  it('more clients than a connection carries fail, and do not queue; an engine is told how many there will be', async () => {
    const { engine, deeds } = scriptedEngine('a', { maxInFlight: 3 });
    const { records } = await measure({ clients: [1, 3, 8] }, [engine]);
    const of = (clients: number) =>
      records.find(({ cell: { workload } }) => workload.type === 'search' && workload.clients === clients);
    expect(deeds.clients).toBe(8);
    expect([ok(of(1)).state, ok(of(3)).state]).toEqual(['ok', 'ok']);
    expect(missing(of(8))).toMatchObject({
      state: 'failed',
      why: expect.stringMatching('^a: 8 clients, where its connection carries 3 requests at once') as string,
      remedy: expect.stringContaining('at most 3 clients') as string,
    });
  });

  it('an open loop sends no more at once than a connection carries, and counts what it did not send', async () => {
    let most = 0;
    let underWay = 0;
    const search = async (): Promise<void> => {
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay -= 1;
    };
    const { engine } = scriptedEngine('a', { maxInFlight: 2, search });
    const workloads = [{ type: 'open', arrivals: 'constant', rates: [500], seconds: 0.4 }] as const;
    const { records } = await measure({ workloads }, [engine]);
    expect(most).toBe(2);
    const [record] = records;
    if (record?.state !== 'ok' || record.measured !== 'open') throw new Error('expected an open loop');
    const notSent = record.errors['not-sent'] as number;
    expect(notSent).toBeGreaterThan(0);
    const sentRate = (record.answers.requests - notSent) / (record.phases.measureMs / 1000);
    const ceiling = record.findings.find(({ check }) => check === 'client-ceiling');
    expect(ceiling?.numbers.rate).toBeCloseTo(sentRate, 6);
  });
});
