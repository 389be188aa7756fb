import { LabError } from '../../base/lab-error';
import { engines } from '../../engines/index';
import { memorySweep } from './memory-sweep';
import type { Sweep } from './sweep';

const quick: Sweep = {
  datasets: ['sift-photos'],
  scales: ['small'],
  engines: engines.filter(({ byDefault }) => byDefault).map(({ name }) => name),
  k: [10],
  ef: [10, 20, 40, 80, 160],
  m: 16,
  efConstruction: 200,
  clients: [1, 4],
  requests: 200,
  minMs: 400,
  warmup: 50,
  repetitions: 5,
  builds: 1,
  seed: 1,
};

const standard: Sweep = {
  ...quick,
  scales: ['full'],
  ef: [10, 20, 40, 80, 120, 200, 400],
  clients: [1, 4, 16],
  requests: 1000,
  minMs: 2000,
  warmup: 200,
  builds: 5,
};

/**
 * Everything that is asked of a database: few and many neighbours, clients up to where they stop helping, several queries and
 * several vectors in a request. No ef is below the largest k: engines differ in what they answer there.
 */
const full: Sweep = {
  ...standard,
  k: [1, 10, 100],
  ef: [100, 200, 400],
  clients: [1, 2, 4, 8, 16, 32, 64],
  workloads: [
    { type: 'search' },
    { type: 'batched', sizes: [1, 10, 100] },
    { type: 'ingest', batches: [1, 10, 100, 1000, 'largest'] },
  ],
};

/** For claims: 20 repetitions over 20 builds, each warmed up by as many requests as it measures. */
const published: Sweep = { ...standard, warmup: 1000, repetitions: 20, builds: 20 };

/**
 * Sweeps by name. `quick` answers in minutes, `standard` in an hour, `full` in hours an engine; `published` is what a claim needs; `memory` fills fresh engines and
 * searches nothing.
 */
export const profiles: Readonly<{ [name: string]: Sweep }> = {
  quick,
  standard,
  full,
  published,
  memory: { ...quick, ...memorySweep() },
};

/**
 * The sweep of a name; without one that of `VEXLAB_PROFILE`, else `quick`. LabError `unknown-profile`.
 */
export function profile(name?: string, env: NodeJS.ProcessEnv = process.env): Sweep {
  const asked = name ?? (env.VEXLAB_PROFILE || 'quick');
  const found = Object.hasOwn(profiles, asked) ? profiles[asked] : undefined;
  if (found) return found;
  throw new LabError({
    code: 'unknown-profile',
    where: name === undefined ? 'VEXLAB_PROFILE' : 'profile',
    what: `there is no profile ${JSON.stringify(asked)}`,
    remedy: `the profiles are ${Object.keys(profiles).join(', ')}`,
  });
}
