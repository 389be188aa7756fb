import { expect, it } from 'vitest';
import { machineBusy } from 'vexlab/dist/workload/checks/machine-busy';

const cpu = { lab: 900, engine: 900, others: 200, stolen: 0, machine: 4000 };

it('a machine that others use, or whose host keeps its CPU, is told of', () => {
  expect(machineBusy(cpu)).toEqual([
    {
      check: 'machine-busy',
      verdict: 'pass',
      numbers: { othersShare: 0.05, stolenShare: 0 },
      advice: "other programs used 5.0 % of the machine's CPU; the host of the machine kept 0.0 %",
    },
  ]);
  const verdict = (part: Partial<typeof cpu>) => machineBusy({ ...cpu, ...part })[0]?.verdict;
  expect([verdict({ others: 400 }), verdict({ others: 401 })]).toEqual(['pass', 'warn']);
  expect([verdict({ stolen: 80 }), verdict({ stolen: 81 })]).toEqual(['pass', 'warn']);
});

it('an engine whose processes are not seen is not told apart from others: what the host kept is told alone', () => {
  expect(machineBusy({ lab: 900, stolen: 80, machine: 4000 })).toEqual([]);
  const [kept] = machineBusy({ lab: 900, stolen: 400, machine: 4000 });
  expect(kept).toMatchObject({ verdict: 'warn', numbers: { stolenShare: 0.1 } });
  expect(kept?.numbers).not.toHaveProperty('othersShare');
  expect(kept?.advice).toMatch(/^the host of the machine kept 10\.0 %: /);
});

it('a window too short for ticks, and one of an older record, has no finding', () => {
  expect(machineBusy({ ...cpu, machine: 1999 })).toEqual([]);
  expect(machineBusy({ lab: 900, engine: 900 })).toEqual([]);
});
