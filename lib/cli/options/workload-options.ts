import { fewestSlices } from '../../results/fewest-slices';
import type { WorkloadAsk } from '../../results/sweep';
import { badOption } from './bad-option';
import { batchList, type Given, nameList, numberList, secondsToMs, shareList, wholeList } from './lists';

/** What `vexlab run` was given about workloads, as typed. */
export interface WorkloadOptions {
  workloads?: Given;
  rates?: Given;
  arrivals?: string;
  seconds?: string;
  slices?: string;
  precision?: string;
  p99?: string;
  batches?: Given;
  fresh?: boolean;
  selectivities?: Given;
  sizes?: Given;
  inserts?: string;
  deletes?: string;
}

type Maker = (options: WorkloadOptions) => WorkloadAsk;

const makers: { readonly [T in WorkloadAsk['type']]: Maker } = {
  search: () => ({ type: 'search' }),
  open: (options) => ({ type: 'open', ...openLoopOf(options, '10') }),
  endurance: (options) => ({
    type: 'endurance',
    ...openLoopOf(options, '1800'),
    slices: wholeList('--slices', [options.slices ?? '30'], fewestSlices)[0] as number,
  }),
  capacity: ({ arrivals, seconds, precision, p99 }) => ({
    type: 'capacity',
    arrivals: arrivalsOf(arrivals ?? 'poisson'),
    seconds: secondsToMs('--seconds', seconds ?? '3') / 1000,
    precision: partOf('--precision', precision ?? '0.05'),
    ...(p99 !== undefined && { p99Ms: numberList('--p99', [p99])[0] as number }),
  }),
  ingest: ({ batches, fresh }) => ({
    type: 'ingest',
    batches: batches ? batchList('--batches', batches) : [1, 10, 100, 1000, 'largest'],
    ...(fresh && { fresh }),
  }),
  filtered: ({ selectivities }) => ({
    type: 'filtered',
    ...(selectivities && { selectivities: shareList('--selectivities', selectivities) }),
  }),
  mixed: ({ inserts, deletes, seconds }) => ({
    type: 'mixed',
    inserts: partOf('--inserts', inserts ?? '0.1'),
    deletes: partOf('--deletes', deletes ?? '0.1'),
    ...(seconds !== undefined && { seconds: secondsToMs('--seconds', seconds) / 1000 }),
  }),
  batched: ({ sizes }) => ({ type: 'batched', sizes: sizes ? wholeList('--sizes', sizes, 1) : [1, 10, 100] }),
};

/** Which workloads an option speaks of. */
const belongs: { readonly [Option in Exclude<keyof WorkloadOptions, 'workloads'>]: readonly WorkloadAsk['type'][] } = {
  rates: ['open', 'endurance'],
  arrivals: ['open', 'endurance', 'capacity'],
  seconds: ['open', 'endurance', 'capacity', 'mixed'],
  slices: ['endurance'],
  precision: ['capacity'],
  p99: ['capacity'],
  batches: ['ingest'],
  fresh: ['ingest'],
  selectivities: ['filtered'],
  sizes: ['batched'],
  inserts: ['mixed'],
  deletes: ['mixed'],
};

/**
 * The workloads that were asked for; undefined: nothing was said of them. Throws a LabError (`bad-option`) for an unknown one
 * and for an option of one that was not asked for.
 */
export function workloadOptions(options: WorkloadOptions): WorkloadAsk[] | undefined {
  const types = options.workloads && nameList('--workloads', options.workloads).map(typeOf);
  for (const [option, owners] of Object.entries(belongs)) {
    if (options[option as keyof typeof belongs] === undefined || owners.some((type) => types?.includes(type))) continue;
    const names = owners.join(' or ');
    throw badOption(
      `--${option}`,
      `is of the workload ${names}, which is not asked for`,
      `add --workloads ${owners[0]}`,
    );
  }
  return types?.map((type) => makers[type](options));
}

function typeOf(name: string): WorkloadAsk['type'] {
  if (Object.hasOwn(makers, name)) return name as WorkloadAsk['type'];
  throw badOption('--workloads', `there is no workload "${name}"`, `there are ${Object.keys(makers).join(', ')}`);
}

function openLoopOf({ rates, arrivals, seconds }: WorkloadOptions, usually: string) {
  if (!rates) throw badOption('--rates', 'an open loop needs its rates', 'give requests a second: --rates 100,200');
  return {
    arrivals: arrivalsOf(arrivals ?? 'poisson'),
    rates: numberList('--rates', rates),
    seconds: secondsToMs('--seconds', seconds ?? usually) / 1000,
  };
}

/** A share that may be 0. */
function partOf(option: string, text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value < 1) return value;
  throw badOption(option, `"${text}" is not a share from 0 to below 1`);
}

function arrivalsOf(text: string): 'poisson' | 'constant' {
  if (text === 'poisson' || text === 'constant') return text;
  throw badOption('--arrivals', `"${text}" is neither poisson nor constant`);
}
