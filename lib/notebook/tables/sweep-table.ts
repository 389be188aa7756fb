import { engineByName } from '../../engines/engine-by-name';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import type { Sweep } from '../../workload/sweep/sweep';

/** What a sweep asks for: the lab's names, and each engine's own for the same thing. */
export function sweepTable(sweep: Sweep): Table {
  const engines = sweep.engines.map(engineByName);
  const own = (name: 'm' | 'efConstruction' | 'ef'): { [title: string]: string } =>
    Object.fromEntries(engines.map(({ title, common }) => [title, common[name] ?? 'has none']));
  const same = Object.fromEntries(engines.map(({ title }) => [title, 'the same']));
  const row = (parameter: string, value: unknown, names: { [title: string]: string } = same) => ({
    parameter,
    value: Array.isArray(value) ? value.join(', ') : String(value),
    ...names,
  });
  return table([
    row(
      'dataset',
      sweep.datasets.map((name, i) => `${name} (${sweep.scales[i] ?? sweep.scales[0]})`),
    ),
    row('k', sweep.k),
    row('M', sweep.m, own('m')),
    row('efConstruction', sweep.efConstruction, own('efConstruction')),
    row('ef_search', sweep.ef, own('ef')),
    row('clients, closed loop', sweep.clients),
    row('requests a run, at least', sweep.requests),
    row('milliseconds a run, at least', sweep.minMs),
    row('requests of the warm-up', sweep.warmup),
    row('runs a setting', sweep.repetitions),
    row('index builds', sweep.builds),
    row('seed', sweep.seed),
  ]);
}
