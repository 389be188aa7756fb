import { canonicalJson } from '../base/canonical-json';
import type { OpenSummary } from './open-summary';

/** Open loops that differ in their rate only: one line of a figure. */
export interface OpenSeries {
  /** The engine, with ef where several were measured, and the version where those differ. */
  readonly name: string;
  /** By ascending rate. */
  readonly settings: readonly [OpenSummary, ...OpenSummary[]];
}

const features: readonly ((summary: OpenSummary) => string)[] = [
  ({ ef }) => (ef === undefined ? '' : `ef ${ef}`),
  ({ engine }) => engine.serverVersion ?? engine.clientVersion ?? '',
  ({ build }) =>
    Object.entries(build)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
  ({ workload }) => `${workload.arrivals} arrivals`,
  ({ workload }) => `${workload.durationMs / 1000} s`,
  ({ machine }) => `machine ${machine.slice(0, 4)}`,
];

const keyOf = ({ engine, build, search, workload: { arrivals, durationMs }, machine }: OpenSummary): string =>
  canonicalJson([
    [engine.name, engine.clientVersion, engine.serverVersion, engine.how],
    build,
    search,
    [arrivals, durationMs],
    machine,
  ]);

/** The lines of one panel's open loops. */
export function openSeriesOf(measured: readonly OpenSummary[]): OpenSeries[] {
  const lines = new Map<string, [OpenSummary, ...OpenSummary[]]>();
  for (const summary of measured) {
    const line = lines.get(keyOf(summary));
    if (line) line.push(summary);
    else lines.set(keyOf(summary), [summary]);
  }
  const ofEngine = (name: string): OpenSummary[] => measured.filter(({ engine }) => engine.name === name);
  return [...lines.values()].map((line) => {
    const others = ofEngine(line[0].engine.name);
    const telling = features.filter((feature) => new Set(others.map(feature)).size > 1);
    return {
      name: [line[0].engine.title, ...telling.map((feature) => feature(line[0])).filter(Boolean)].join(', '),
      settings: line.sort((a, b) => a.rate - b.rate),
    };
  });
}
