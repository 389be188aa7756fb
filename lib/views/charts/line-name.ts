import type { ClosedWorkload, MeasuredSummary } from '../../analysis/summary';

type Shown = MeasuredSummary<ClosedWorkload>;

/** The engine of a line, with what tells its lines in one figure apart. */
export function lineName({ engine, ef, clients }: Shown, all: readonly Shown[]): string {
  const own = all.filter((one) => one.engine.name === engine.name);
  const several = (of: (one: Shown) => unknown): boolean => new Set(own.map(of)).size > 1;
  return [
    engine.title,
    ...(ef !== undefined && several((one) => one.ef) ? [`ef ${ef}`] : []),
    ...(several((one) => one.clients) ? [`${clients} clients`] : []),
  ].join(', ');
}
