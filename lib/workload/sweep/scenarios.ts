import { LabError } from '../../base/lab-error';
import type { Sweep } from './sweep';

/** A load that somebody has, as data: what stands in the sweep, and what they need of it. */
export interface Scenario {
  readonly name: string;
  /** Whose load it is, and what they need. */
  readonly what: string;
  /** Members over a profile's sweep. */
  readonly sweep: Partial<Sweep> & Required<Pick<Sweep, 'datasets' | 'scales' | 'objectives'>>;
}

const generated = (n: number, dim: number): string =>
  `synthetic:n=${n},dim=${dim},clusters=100,intrinsic=24,queries=1000,metric=cosine`;

/** A size alone: one client, recall that most ask for. */
const size = (name: string, n: number, dim: number): Scenario => ({
  name,
  what: `the size alone: ${n.toLocaleString('en-US')} vectors of ${dim} components, one client`,
  sweep: {
    datasets: [generated(n, dim)],
    scales: ['full'],
    k: [10],
    clients: [1],
    requests: 1200,
    objectives: [
      { metric: 'recall@k', atLeast: 0.95 },
      { metric: 'errors', atMost: 0.001 },
    ],
  },
});

/**
 * Scenarios by name, and the sizes that old reports of vector databases speak of. Each asks so many requests that five runs
 * without a failure show at most 0.1 % of them, or of batches 2 %, though ten settings compete.
 */
export const scenarios: readonly Scenario[] = [
  {
    name: 'rag',
    what: 'retrieval for generated answers: 50,000 passages of 768 components, 1,000 questions a minute as users come',
    sweep: {
      datasets: [generated(50_000, 768)],
      scales: ['full'],
      k: [5],
      workloads: [{ type: 'open', arrivals: 'poisson', rates: [1000 / 60], seconds: 76 }],
      objectives: [
        { metric: 'recall@k', atLeast: 0.95 },
        { metric: 'p95 ms', atMost: 100 },
        { metric: 'errors', atMost: 0.001 },
      ],
    },
  },
  {
    name: 'semantic-search',
    what: 'search by meaning: 100,000 real sentence embeddings of 384 components, ten hits',
    sweep: {
      datasets: ['wordnet-minilm-100k'],
      scales: ['full'],
      k: [10],
      clients: [4],
      requests: 1200,
      objectives: [
        { metric: 'recall@k', atLeast: 0.95 },
        { metric: 'p95 ms', atMost: 50 },
        { metric: 'errors', atMost: 0.001 },
      ],
    },
  },
  {
    name: 'document-similarity',
    what: 'documents held against each other: 25,000 of 1,024 components, in bulk: one in a request, 10 and 100',
    sweep: {
      datasets: [generated(25_000, 1024)],
      scales: ['full'],
      k: [10],
      clients: [8],
      requests: 1200,
      workloads: [{ type: 'search' }, { type: 'batched', sizes: [10, 100] }, { type: 'ingest', batches: [100, 1000] }],
      objectives: [
        { metric: 'recall@k', atLeast: 0.95 },
        { metric: 'QPS', atLeast: 100 },
        // A request with 100 documents takes its time: five runs make 400 of them, which show no less than this.
        { metric: 'errors', atMost: 0.02 },
      ],
    },
  },
  {
    name: 'recommendations',
    what: 'items for many users at once: 200,000 of 256 components, 16 and 64 clients, p99 under 100 ms',
    sweep: {
      datasets: [generated(200_000, 256)],
      scales: ['full'],
      k: [10],
      clients: [16, 64],
      requests: 2000,
      warmup: 1000,
      objectives: [
        { metric: 'p99 ms', atMost: 100 },
        { metric: 'recall@k', atLeast: 0.9 },
        { metric: 'errors', atMost: 0.001 },
      ],
    },
  },
  size('small', 1000, 128),
  size('medium', 5000, 256),
  size('large', 10_000, 512),
  size('enterprise', 50_000, 1024),
];

/** The scenario of a name. LabError `unknown-scenario`. */
export function scenario(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found) return found;
  throw new LabError({
    code: 'unknown-scenario',
    where: 'scenario',
    what: `there is no scenario ${JSON.stringify(name)}`,
    remedy: `the scenarios are ${scenarios.map((one) => one.name).join(', ')}`,
  });
}

/** A profile's sweep with a scenario's members over it. */
export const scenarioSweep = ({ name, sweep }: Scenario, base: Sweep): Sweep => ({ ...base, ...sweep, scenario: name });
