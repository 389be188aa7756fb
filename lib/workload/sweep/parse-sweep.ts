import { z } from 'zod';
import { LabError } from '../../base/lab-error';
import { fewestSlices } from '../../results/fewest-slices';
import type { WorkloadAsk } from '../../results/sweep';
import type { Sweep } from './sweep';

const whole = (min: number) => z.number().int().min(min);

/** A non-empty list that names nothing twice. */
const list = <Item extends z.ZodType<string | number>>(item: Item) =>
  z
    .array(item)
    .min(1, 'is empty')
    .refine((items) => new Set(items).size === items.length, 'names something twice');

/** Fewer requests than this are no window. */
const fewestDue = 10;

/** Rows that one window may answer with: they are all kept until it ends. */
const mostRows = 50e6;

/** An attribute is named after its share, and drawn by it in millionths. */
const share = z
  .number()
  .gt(0)
  .lt(1)
  .refine((value) => Math.round(value * 1e6) / 1e6 === value, 'has more than 6 decimals');

const workload = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('search') }),
  z
    .strictObject({
      type: z.literal('open'),
      arrivals: z.enum(['constant', 'poisson']),
      rates: list(z.number().positive()),
      seconds: z.number().positive(),
    })
    .refine(({ rates, seconds }) => Math.min(...rates) * seconds >= fewestDue, {
      path: ['seconds'],
      message: `leaves fewer than ${fewestDue} requests at the lowest rate`,
    }),
  z
    .strictObject({
      type: z.literal('endurance'),
      arrivals: z.enum(['constant', 'poisson']),
      rates: list(z.number().positive()),
      seconds: z.number().positive(),
      slices: whole(fewestSlices).max(1000),
    })
    .refine(({ rates, seconds, slices }) => (Math.min(...rates) * seconds) / slices >= fewestDue, {
      path: ['slices'],
      message: `leaves fewer than ${fewestDue} requests in a slice at the lowest rate`,
    }),
  z.strictObject({
    type: z.literal('capacity'),
    arrivals: z.enum(['constant', 'poisson']),
    seconds: z.number().positive(),
    precision: z.number().min(0.01).max(1),
    p99Ms: z.number().positive().optional(),
  }),
  z.strictObject({
    type: z.literal('filtered'),
    selectivities: list(share).optional(),
  }),
  z
    .strictObject({
      type: z.literal('mixed'),
      inserts: z.number().min(0).lt(1),
      deletes: z.number().min(0).lt(1),
      seconds: z.number().positive().optional(),
    })
    .refine(({ inserts, deletes }) => inserts + deletes < 1, {
      path: ['deletes'],
      message: 'leaves no searches: inserts and deletes together must be under 1',
    }),
  z.strictObject({ type: z.literal('batched'), sizes: list(whole(1).max(10_000)) }),
  z.strictObject({
    type: z.literal('ingest'),
    batches: list(z.union([whole(1), z.literal('largest')])),
    fresh: z.boolean().optional(),
  }),
]);

const metric = z.enum(['mean ms', 'p50 ms', 'p95 ms', 'p99 ms', 'p999 ms', 'recall@k', 'QPS', 'errors']);

const objective = z.union([
  z.strictObject({ metric, atMost: z.number().min(0) }),
  z.strictObject({ metric, atLeast: z.number().min(0) }),
]);

const schema = z.strictObject({
  datasets: list(z.string().min(1)),
  scales: list(z.union([z.enum(['small', 'medium', 'large', 'full']), whole(1)])),
  engines: list(z.string().min(1)),
  k: list(whole(1).max(0xffff)),
  ef: list(whole(1)),
  m: whole(2),
  efConstruction: whole(1),
  clients: list(whole(1)),
  requests: whole(1),
  minMs: whole(0),
  warmup: whole(0),
  repetitions: whole(1),
  builds: whole(1),
  seed: whole(0).max(0xffffffff),
  workloads: z.array(workload).min(1, 'is empty').optional(),
  objectives: z.array(objective).min(1, 'is empty').optional(),
  scenario: z.string().min(1).optional(),
  options: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).optional(),
});

/**
 * Checks a sweep from anywhere: a file, a form, a notebook. LabError `bad-sweep` names the first member that is wrong,
 * its value and its bounds. What needs the datasets (k against their rows) `plan` checks.
 */
export function parseSweep(input: unknown): Sweep {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const member = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.');
    throw bad(`${member || 'the sweep'} = ${shown(valueAt(input, member))}: ${issue?.message}`);
  }
  // A member that is absent stays so: a run's address is made of those that are there.
  const { options, workloads, objectives, scenario, ...rest } = parsed.data;
  const sweep = {
    ...rest,
    ...(workloads && { workloads: workloads as WorkloadAsk[] }),
    ...(objectives && { objectives }),
    ...(scenario && { scenario }),
  };
  if (sweep.builds > sweep.repetitions) {
    throw bad(`builds = ${sweep.builds}: more than the ${sweep.repetitions} repetitions that share them`);
  }
  const most = Math.max(...sweep.clients);
  if (most > sweep.requests) throw bad(`clients = ${most}: more than the ${sweep.requests} requests that they share`);
  const long = sweep.workloads?.find((ask) => ask.type === 'endurance');
  const rows = long ? Math.max(...long.rates) * long.seconds * Math.max(...sweep.k) : 0;
  if (rows > mostRows) {
    throw bad(
      `endurance: rate × seconds × k is ${rows} rows to keep, ${mostRows} at most: take a lower rate or a shorter run`,
    );
  }
  const idle = Object.keys(options ?? {}).find((engine) => !sweep.engines.includes(engine));
  if (idle !== undefined) throw bad(`options.${idle}: that engine is not in the sweep (${sweep.engines.join(', ')})`);
  return options ? { ...sweep, options } : sweep;
}

const bad = (what: string): LabError =>
  new LabError({
    code: 'bad-sweep',
    where: 'sweep',
    what,
    remedy: `its members are ${Object.keys(schema.shape).join(', ')}`,
  });

function valueAt(input: unknown, path: string | undefined): unknown {
  if (!path) return input;
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as { [key: string]: unknown } | undefined)?.[key], input);
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 80);
