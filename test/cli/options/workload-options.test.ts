import { describe, expect, it } from 'vitest';
import { workloadOptions } from 'vexlab/dist/cli/options/workload-options';

describe('workloads on the command line', () => {
  it('are none where nothing is said', () => {
    expect(workloadOptions({})).toBeUndefined();
  });

  it('take their own options, or what is usual', () => {
    expect(workloadOptions({ workloads: ['search,open', 'ingest'], rates: ['100,2.5'] })).toEqual([
      { type: 'search' },
      { type: 'open', arrivals: 'poisson', rates: [100, 2.5], seconds: 10 },
      { type: 'ingest', batches: [1, 10, 100, 1000, 'largest'] },
    ]);
    expect(
      workloadOptions({
        workloads: ['open,ingest'],
        rates: ['5'],
        arrivals: 'constant',
        seconds: '0.5',
        batches: ['7,largest'],
        fresh: true,
      }),
    ).toEqual([
      { type: 'open', arrivals: 'constant', rates: [5], seconds: 0.5 },
      { type: 'ingest', batches: [7, 'largest'], fresh: true },
    ]);
  });

  it('take the slices of a long run', () => {
    expect(workloadOptions({ workloads: ['endurance'], rates: ['100'] })).toEqual([
      { type: 'endurance', arrivals: 'poisson', rates: [100], seconds: 1800, slices: 30 },
    ]);
    expect(
      workloadOptions({
        workloads: ['endurance'],
        rates: ['100'],
        arrivals: 'constant',
        seconds: '60',
        slices: '12',
      }),
    ).toEqual([{ type: 'endurance', arrivals: 'constant', rates: [100], seconds: 60, slices: 12 }]);
  });

  it('take the shares of a ladder, or leave them to the workload', () => {
    expect(workloadOptions({ workloads: ['filtered'] })).toEqual([{ type: 'filtered' }]);
    expect(workloadOptions({ workloads: ['filtered'], selectivities: ['0.5,0.01', '0.5'] })).toEqual([
      { type: 'filtered', selectivities: [0.5, 0.01] },
    ]);
  });

  it('take the queries of a request', () => {
    expect(workloadOptions({ workloads: ['batched'] })).toEqual([{ type: 'batched', sizes: [1, 10, 100] }]);
    expect(workloadOptions({ workloads: ['batched'], sizes: ['10,100'] })).toEqual([
      { type: 'batched', sizes: [10, 100] },
    ]);
    expect(() => workloadOptions({ workloads: ['search'], sizes: ['10'] })).toThrow(
      /--sizes: is of the workload batched/,
    );
  });

  it('take the shares of writes, and seconds for either loop', () => {
    expect(workloadOptions({ workloads: ['mixed'] })).toEqual([{ type: 'mixed', inserts: 0.1, deletes: 0.1 }]);
    expect(workloadOptions({ workloads: ['mixed'], inserts: '0.3', deletes: '0', seconds: '2' })).toEqual([
      { type: 'mixed', inserts: 0.3, deletes: 0, seconds: 2 },
    ]);
  });

  it.each([
    [{ workloads: ['mixed'], inserts: '1' }, /--inserts: "1" is not a share from 0 to below 1/],
    [{ seconds: '3' }, /--seconds: is of the workload open or endurance or capacity or mixed, which is not asked for/],
    [
      { workloads: ['opne'] },
      /--workloads: there is no workload "opne".*search, open, endurance, capacity, ingest, filtered, mixed, batched/s,
    ],
    [{ workloads: ['filtered'], selectivities: ['1'] }, /--selectivities: "1" is not a share below 1/],
    [{ selectivities: ['0.5'] }, /--selectivities: is of the workload filtered, which is not asked for/],
    [{ workloads: ['open'] }, /--rates: an open loop needs its rates.*--rates 100,200/s],
    [{ workloads: ['open'], rates: ['0'] }, /--rates: "0" is not a number above 0/],
    [{ workloads: ['open'], rates: ['5'], arrivals: 'uniform' }, /--arrivals: "uniform" is neither/],
    [{ workloads: ['open'], rates: ['5'], seconds: '-1' }, /--seconds: "-1" is not a number of seconds/],
    [{ workloads: ['endurance'] }, /--rates: an open loop needs its rates/],
    [{ workloads: ['endurance'], rates: ['5'], slices: '11' }, /--slices: "11" is not a whole number/],
    [{ workloads: ['open'], rates: ['5'], slices: '12' }, /--slices: is of the workload endurance/],
    [{ workloads: ['ingest'], batches: ['0'] }, /--batches: "0" is not a whole number/],
    [{ rates: ['5'] }, /--rates: is of the workload open or endurance, which is not asked for.*add --workloads open/s],
    [{ workloads: ['search'], fresh: true }, /--fresh: is of the workload ingest/],
  ])('are refused as %j', (options, message) => {
    expect(() => workloadOptions(options)).toThrow(message);
  });
});
