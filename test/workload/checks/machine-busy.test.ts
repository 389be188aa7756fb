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

it('an engine whose processes are not seen is not told apart from others: the host alone is', () => {
  const [unseen] = machineBusy({ lab: 900, stolen: 0, machine: 4000 });
  expect(unseen).toMatchObject({ verdict: 'pass', numbers: { stolenShare: 0 } });
  expect(unseen?.numbers).not.toHaveProperty('othersShare');
  expect(unseen?.advice).toContain('not told apart');
  expect(machineBusy({ lab: 900, stolen: 400, machine: 4000 })[0]?.verdict).toBe('warn');
});

it('a window too short for ticks, and one of an older record, has no finding', () => {
  expect(machineBusy({ ...cpu, machine: 1999 })).toEqual([]);
  expect(machineBusy({ lab: 900, engine: 900 })).toEqual([]);
});
