import { describe, expect, it } from 'vitest';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { referenceDesk } from 'vexlab/dist/workload/load/reference-desk';
import { VirtualClock } from '../virtual-clock';

/** Asks at these moments, in virtual time; when each was answered, both in milliseconds. */
async function answeredAt(behaviour: Behaviour, asked: readonly number[]) {
  const clock = new VirtualClock();
  const desk = referenceDesk(behaviour, clock, (ns) => clock.sleep(ns - clock.now()));
  const answers = await Promise.all(
    asked.map(async (ms) => {
      await clock.sleep(ms * 1e6);
      const success = await desk.serve();
      return { ms: clock.now() / 1e6, success };
    }),
  );
  return { times: answers.map(({ ms }) => ms), successes: answers.map(({ success }) => success), desk };
}

describe('a reference desk', () => {
  it('takes the service time for each request, all at once without a limit', async () => {
    const { times, desk } = await answeredAt({ serviceMs: 20 }, [0, 5, 5, 30]);
    expect(times).toEqual([20, 25, 25, 50]);
    expect(desk.served()).toEqual({ answered: 4, failed: 0, mostInside: 3, mostWaiting: 0, heldBack: 0 });
  });

  it('takes longer with each second since its first request, where it grows', async () => {
    const { times } = await answeredAt({ serviceMs: 20, growsMs: 10 }, [1000, 1500, 3000]);
    expect(times).toEqual([1020, 1525, 3040]);
  });

  it('serves no more than its limit at once, the others in the order in which they came', async () => {
    const { times, desk } = await answeredAt({ serviceMs: 20, limit: 2 }, [0, 1, 2, 3, 100]);
    expect(times).toEqual([20, 21, 40, 41, 120]);
    expect(desk.served()).toMatchObject({ answered: 5, mostInside: 4, mostWaiting: 2 });
  });

  it('answers nothing in a stall, counted from its first request, and keeps places taken meanwhile', async () => {
    const behaviour = { serviceMs: 10, limit: 1, stalls: [{ fromMs: 15, forMs: 100 }] };
    const { times, desk } = await answeredAt(behaviour, [50, 60, 61]);
    expect(times).toEqual([60, 165, 175]);
    expect(desk.served()).toMatchObject({ answered: 3, heldBack: 1 });
  });

  it('holds an answer back over stalls that follow on each other, in whatever order they were named', async () => {
    const stalls = [
      { fromMs: 20, forMs: 30 },
      { fromMs: 10, forMs: 10 },
    ];
    expect((await answeredAt({ serviceMs: 10, stalls }, [0, 45])).times).toEqual([50, 55]);
  });

  it('fails the share asked for, the same requests for the same seed', async () => {
    const asked = Array.from({ length: 1000 }, () => 0);
    const failuresOf = async (seed: number) => {
      const { successes, desk } = await answeredAt({ serviceMs: 0, errors: { share: 0.1, seed } }, asked);
      const failures = successes.flatMap((success, i) => (success ? [] : [i]));
      expect(desk.served()).toMatchObject({ answered: 1000 - failures.length, failed: failures.length });
      return failures;
    };
    const failures = await failuresOf(1);
    // 100 expected, standard deviation 9.5.
    expect(failures.length).toBeGreaterThan(60);
    expect(failures.length).toBeLessThan(140);
    expect(await failuresOf(1)).toEqual(failures);
    expect(await failuresOf(2)).not.toEqual(failures);
  });

  it('begins anew: counts, stalls and errors', async () => {
    const clock = new VirtualClock();
    const behaviour = { serviceMs: 0, stalls: [{ fromMs: 0, forMs: 30 }], errors: { share: 0.5, seed: 3 } };
    const desk = referenceDesk(behaviour, clock, (ns) => clock.sleep(ns - clock.now()));
    const round = async () => {
      const successes: boolean[] = [];
      const from = clock.now();
      for (let i = 0; i < 20; i += 1) successes.push(await desk.serve());
      return { successes, took: (clock.now() - from) / 1e6, served: desk.served() };
    };
    const first = await round();
    expect(first.took).toBe(30);
    desk.begin();
    expect(await round()).toEqual(first);
    expect((await round()).took).toBe(0);
  });
});
