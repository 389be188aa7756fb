import { canonicalJson } from '../base/canonical-json';
import type { MeasuredSummary } from './summary';

/** Settings that differ in search parameters only: one line of a figure. */
export interface Series {
  /** Name where it is told from the others of its panel by as little as needed. */
  readonly name: string;
  readonly clients: number;
  /** By ascending ef, else recall. */
  readonly settings: readonly [MeasuredSummary, ...MeasuredSummary[]];
}

type Feature = (summary: MeasuredSummary) => string;

/** What tells series apart, in the order in which a name takes it up. */
const features: Feature[] = [
  ({ clients }) => `${clients} client${clients === 1 ? '' : 's'}`,
  ({ engine }) => engine.serverVersion ?? engine.clientVersion ?? '',
  ({ build }) =>
    Object.entries(build)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
  ({ machine }) => `machine ${machine.slice(0, 4)}`,
  ({ engine }) => engine.how ?? '',
  ({ workload }) => `${workload.requests} requests`,
];

const keyOf = ({ engine, build, workload, machine }: MeasuredSummary): string =>
  canonicalJson([engine.name, engine.clientVersion, engine.serverVersion, engine.how, build, workload, machine]);

/** The lines of one panel's summaries. */
export function seriesOf(measured: readonly MeasuredSummary[]): Series[] {
  const lines = new Map<string, [MeasuredSummary, ...MeasuredSummary[]]>();
  for (const summary of measured) {
    const line = lines.get(keyOf(summary));
    if (line) line.push(summary);
    else lines.set(keyOf(summary), [summary]);
  }
  const telling = features.filter((feature) => new Set(measured.map(feature)).size > 1 && tells(feature, measured));
  return [...lines.values()].map((line) => ({
    name: [line[0].engine.title, ...telling.map((feature) => feature(line[0])).filter(Boolean)].join(', '),
    clients: line[0].clients,
    settings: line.sort((a, b) => (a.ef ?? 0) - (b.ef ?? 0) || (a.recall?.value ?? 0) - (b.recall?.value ?? 0)),
  }));
}

/** True where the feature differs within one engine; that engines differ from each other their names say already. */
function tells(feature: Feature, measured: readonly MeasuredSummary[]): boolean {
  const seen = new Map<string, string>();
  return measured.some((summary) => {
    const before = seen.get(summary.engine.name);
    seen.set(summary.engine.name, feature(summary));
    return before !== undefined && before !== feature(summary);
  });
}
