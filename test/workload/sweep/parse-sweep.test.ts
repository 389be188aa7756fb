import { describe, expect, it } from 'vitest';
import { parseSweep } from 'vexlab/dist/workload/sweep/parse-sweep';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { plan } from 'vexlab/dist/workload/sweep/plan';
import { profile, profiles } from 'vexlab/dist/workload/sweep/profiles';
import { smallSweep } from '../small-sweep';

const badSweep = expect.objectContaining({ code: 'bad-sweep' }) as Error;

const wrong = (part: object): unknown => ({ ...smallSweep({}), ...part });

describe('parseSweep', () => {
  it('gives back what it was given', () => {
    const sweep = smallSweep({ options: { a: { links: 8 } } });
    expect(parseSweep(sweep)).toEqual(sweep);
  });

  it.each([
    [{ k: [] }, 'k = []: is empty'],
    [{ k: [10, 10] }, 'k = [10,10]: names something twice'],
    [{ k: [0] }, 'k.0 = 0: '],
    [{ ef: [1.5] }, 'ef.0 = 1.5: '],
    [{ engines: [] }, 'engines = []: is empty'],
    [{ scales: ['huge'] }, 'scales.0 = "huge": '],
    [{ requests: 0 }, 'requests = 0: '],
    [{ requests: '100' }, 'requests = "100": '],
    [{ efSearch: 10 }, 'efSearch = 10: '],
    [{ seed: undefined }, 'seed = undefined: '],
    [{ builds: 3, repetitions: 2 }, 'builds = 3: more than the 2 repetitions'],
    [{ workloads: [{ type: 'filtered', selectivities: [1] }] }, 'workloads.0.selectivities.0 = 1: '],
    [
      { workloads: [{ type: 'filtered', selectivities: [1e-7] }] },
      'workloads.0.selectivities.0 = 1e-7: has more than 6',
    ],
    [{ workloads: [{ type: 'batched', sizes: [10, 0] }] }, 'workloads.0.sizes.1 = 0: '],
    [{ workloads: [{ type: 'batched', sizes: [10, 10] }] }, 'workloads.0.sizes = [10,10]: names something twice'],
    [
      { workloads: [{ type: 'mixed', inserts: 0.5, deletes: 0.5 }] },
      'workloads.0.deletes = 0.5: leaves no searches: inserts and deletes together must be under 1',
    ],
    [
      { workloads: [{ type: 'endurance', arrivals: 'poisson', rates: [1], seconds: 60, slices: 12 }] },
      'workloads.0.slices = 12: leaves fewer than 10 requests in a slice',
    ],
    [
      { workloads: [{ type: 'endurance', arrivals: 'poisson', rates: [10], seconds: 60, slices: 11 }] },
      'workloads.0.slices = 11: ',
    ],
    [
      { workloads: [{ type: 'endurance', arrivals: 'poisson', rates: [5000], seconds: 3600, slices: 12 }] },
      'endurance: rate × seconds × k is 90000000 rows to keep',
    ],
    [{ clients: [1, 50] }, 'clients = 50: more than the 20 requests'],
    [{ options: { b: {} } }, 'options.b: that engine is not in the sweep (a)'],
  ])('refuses %j in one line that names the member and its value', (part, line) => {
    const parse = (): unknown => parseSweep(wrong(part));
    expect(parse).toThrow(badSweep);
    expect(parse).toThrow(`sweep: ${line}`);
    expect(parse).toThrow(/^[^\n]*$/);
  });

  it.each([[null], [[]], ['quick'], [7]])('refuses %j, which is no sweep', (input) => {
    expect(() => parseSweep(input)).toThrow(badSweep);
  });
});

describe('profiles', () => {
  it('measure what setup brings: the baseline, an index in the process and one in a server', () => {
    expect(profile('quick').engines).toEqual(['chroma', 'exact', 'hnswlib']);
  });

  it.each(Object.keys(profiles))('%s is a sweep', (name) => {
    expect(parseSweep(profile(name))).toEqual(profiles[name]);
  });

  it('are chosen by name, else by the environment, else quick', () => {
    expect(profile('published', { VEXLAB_PROFILE: 'standard' })).toBe(profiles.published);
    expect(profile(undefined, { VEXLAB_PROFILE: 'standard' })).toBe(profiles.standard);
    expect(profile(undefined, {})).toBe(profiles.quick);
  });

  it('cover with `full` every k, number of clients and size of batches that the laboratory speaks of, and no less than `standard`', () => {
    const { full, standard } = profiles;
    expect(full).toMatchObject({ k: [1, 10, 100], clients: [1, 2, 4, 8, 16, 32, 64], datasets: standard?.datasets });
    const cells = plan(full!, [{ name: 'sift-photos', digest: 'd', n: 10_000 }], [engineByName('chroma')]);
    const of = (type: string) => cells.filter(({ workload }) => workload.type === type);
    // Five repetitions of three ef, three k and seven numbers of clients; batches of three sizes; inserts of five.
    expect([of('search').length, of('batched').length, of('ingest').length]).toEqual([315, 945, 25]);
    expect(Math.min(...full!.ef)).toBeGreaterThanOrEqual(Math.max(...full!.k));
    expect(profiles.quick).toMatchObject({ k: [10], clients: [1, 4], requests: 200 });
    expect(profiles.quick).not.toHaveProperty('workloads');
  });

  it('names the profiles when asked for another', () => {
    expect(() => profile('fast', {})).toThrow(
      'profile: there is no profile "fast"; the profiles are quick, standard, full, published, memory',
    );
    expect(() => profile(undefined, { VEXLAB_PROFILE: 'toString' })).toThrow('VEXLAB_PROFILE: there is no profile');
  });
});
