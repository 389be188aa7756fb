import { describe, expect, it } from 'vitest';
import { errorShareAt } from 'vexlab/dist/analysis/error-share';
import { isSynthetic, parseSynthetic } from 'vexlab/dist/datasets/synthetic-spec';
import { parseSweep } from 'vexlab/dist/workload/sweep/parse-sweep';
import { profile } from 'vexlab/dist/workload/sweep/profiles';
import { scenario, scenarios, scenarioSweep } from 'vexlab/dist/workload/sweep/scenarios';

/** By how much a fifth of five windows' arrivals may fall short of what is expected: four standard deviations of their Poisson sum. */
const fewerByChance = ({ rates: [rate = 0], seconds }: { rates: readonly number[]; seconds: number }): number =>
  (4 * Math.sqrt(5 * rate * seconds)) / 5;

describe('scenarios', () => {
  it.each(scenarios.map((one) => [one.name, one] as const))('%s is a sweep over any profile', (name, one) => {
    for (const base of [profile('quick'), profile('published')]) {
      const sweep = scenarioSweep(one, base);
      expect(parseSweep(sweep)).toEqual(sweep);
      expect(sweep).toMatchObject({ scenario: name, objectives: one.sweep.objectives });
    }
  });

  it('have the sizes that their names promise', () => {
    const sizes = scenarios.flatMap(({ name, sweep: { datasets } }) =>
      datasets.filter(isSynthetic).map((dataset) => {
        const { n, dim } = parseSynthetic(dataset);
        return [name, n, dim];
      }),
    );
    expect(sizes).toEqual([
      ['rag', 50_000, 768],
      ['document-similarity', 25_000, 1024],
      ['recommendations', 200_000, 256],
      ['small', 1000, 128],
      ['medium', 5000, 256],
      ['large', 10_000, 512],
      ['enterprise', 50_000, 1024],
    ]);
  });

  it('warm up with as many requests as they have clients, or the check of their windows would warn of it', () => {
    for (const one of scenarios) {
      const { clients, warmup } = scenarioSweep(one, profile('quick'));
      expect(warmup, one.name).toBeGreaterThanOrEqual(Math.max(...clients));
    }
  });

  it('ask so many requests that five runs without a failure keep the share that may fail, though ten settings compete', () => {
    for (const one of scenarios) {
      const { requests, clients, workloads, objectives = [] } = scenarioSweep(one, profile('quick'));
      const asked = (workloads ?? [{ type: 'search' as const }]).flatMap((workload) => {
        if (workload.type === 'open') return (workload.rates[0] as number) * workload.seconds - fewerByChance(workload);
        if (workload.type !== 'batched') return workload.type === 'search' ? requests : [];
        return Math.max(requests / Math.max(...workload.sizes), 10 * Math.min(...clients));
      });
      const limit = objectives.find(({ metric }) => metric === 'errors') as { atMost: number };
      const runs = ['a', 'b', 'c', 'd', 'e'].map((build) => ({ requests: Math.min(...asked), failed: 0, build }));
      expect(errorShareAt(runs, 1 - 0.05 / 10).high, one.name).toBeLessThanOrEqual(limit.atMost);
    }
  });

  it('of another name are refused, with those that there are', () => {
    expect(() => scenario('chat')).toThrow(/there is no scenario "chat".*rag, semantic-search/s);
  });

  it.each([
    [[{ metric: 'p98 ms', atMost: 1 }], /objectives/],
    [[{ metric: 'p99 ms' }], /objectives/],
    [[], /objectives = \[\]: is empty/],
  ])('a sweep with the objectives %j is refused', (objectives, message) => {
    expect(() => parseSweep({ ...profile('quick'), objectives })).toThrow(message);
  });
});
