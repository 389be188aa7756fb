import { describe, expect, it } from 'vitest';
import { isSynthetic, parseSynthetic } from 'vexlab/dist/datasets/synthetic-spec';
import { parseSweep } from 'vexlab/dist/workload/sweep/parse-sweep';
import { profile } from 'vexlab/dist/workload/sweep/profiles';
import { scenario, scenarios, scenarioSweep } from 'vexlab/dist/workload/sweep/scenarios';

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
