import { z } from 'zod';
import { type Record, recordVersion } from './record';

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const count = z.number().int().min(0);
const milliseconds = z.number().min(0);
const memory = z.object({ lab: count.optional(), engine: count.optional() });

const positive = z.number().int().min(1);

const closed = {
  loop: z.literal('closed'),
  clients: positive,
  k: positive,
  requests: positive,
  minMs: count,
  warmup: count,
};
const share = z.number().gt(0).lt(1);
const part = z.number().min(0).lt(1);

const openLoop = {
  loop: z.literal('open'),
  arrivals: z.enum(['constant', 'poisson']),
  rate: z.number().positive(),
  durationMs: positive,
  k: positive,
  warmup: count,
};

const workloads = {
  search: z.object({ type: z.literal('search'), ...closed }),
  open: z.object({ type: z.literal('open'), ...openLoop }),
  endurance: z.object({ type: z.literal('endurance'), ...openLoop, slices: positive }),
  capacity: z.object({
    type: z.literal('capacity'),
    loop: z.literal('open'),
    arrivals: z.enum(['constant', 'poisson']),
    durationMs: positive,
    precision: z.number().positive(),
    p99Ms: z.number().positive().optional(),
    k: positive,
    warmup: count,
  }),
  ingest: z.object({
    type: z.literal('ingest'),
    batch: z.union([positive, z.literal('largest')]),
    fresh: z.literal(true).optional(),
  }),
  filtered: z.object({ type: z.literal('filtered'), ...closed, selectivity: share, ladder: z.array(share) }),
  batched: z.object({ type: z.literal('batched'), ...closed, size: positive }),
  mixed: z.object({ type: z.literal('mixed'), ...closed, inserts: part, deletes: part, built: share }),
};

const cellOf = <W extends z.ZodType>(workload: W) =>
  z.object({
    dataset: z.object({ name: z.string(), digest: z.string(), n: count }),
    engine: z.string(),
    build: params,
    search: params,
    workload,
    repetition: count,
    buildIndex: count,
    seed: z.number().int(),
  });

const common = {
  version: z.literal(recordVersion),
  run: z.string(),
  cellId: z.string(),
  at: z.iso.datetime(),
  dataset: z.object({
    name: z.string(),
    digest: z.string(),
    n: count,
    dim: count,
    queries: count,
    metric: z.enum(['l2', 'cosine', 'ip']),
    synthetic: z.boolean(),
  }),
  engine: z.object({
    name: z.string(),
    title: z.string(),
    kind: z.enum(['embedded', 'server', 'cloud', 'filesystem']),
    mark: z.object({ colour: z.string(), symbol: z.string() }),
    ef: z.string().optional(),
    how: z.enum(['environment', 'up', 'default-port', 'started', 'docker', 'in-process']).optional(),
    clientVersion: z.string().optional(),
    serverVersion: z.string().optional(),
  }),
  machine: z.string(),
  commit: z.string(),
};

const build = z.object({
  id: z.string(),
  rows: count,
  countAfter: count,
  insertMs: milliseconds,
  readyMs: milliseconds,
  first: z.boolean().optional(),
  memory: z.object({ before: memory, after: memory }).optional(),
  disk: z.object({ before: count, after: count }).optional(),
});

const measured = {
  ...common,
  state: z.literal('ok'),
  params: z.object({ asked: params, readBack: params }),
  build,
  errors: z.record(z.string(), count),
  memory: z.object({ before: memory, after: memory }),
  cpu: z.object({ lab: milliseconds, engine: milliseconds.optional() }),
  eventLoop: z.object({ p99: milliseconds, max: milliseconds }),
  lab: z.object({ heapBefore: count, heapAfter: count, gcMs: milliseconds, gcCount: count }).optional(),
  findings: z.array(
    z.object({
      check: z.string(),
      verdict: z.enum(['pass', 'warn', 'fail']),
      numbers: z.record(z.string(), z.number()),
      advice: z.string(),
    }),
  ),
};

const load = z.object({
  threads: count.optional(),
  limit: positive.optional(),
  clientLimit: positive.optional(),
  ceiling: z.number().positive().optional(),
  ceilingOf: z
    .object({
      against: z.enum(['null-server', 'no-request']),
      clients: positive,
      requestBytes: count.optional(),
      answerBytes: count.optional(),
      rates: z.array(z.number().positive()),
    })
    .optional(),
  noCeiling: z.string().optional(),
});

const searched = {
  ...measured,
  load: load.optional(),
  phases: z.object({ configureMs: milliseconds, warmupMs: milliseconds, measureMs: milliseconds }),
  answers: z.object({
    k: positive,
    requests: count,
    rows: z.base64(),
    queries: z.base64(),
    hits: z.base64().optional(),
    tieHits: z.base64().optional(),
    short: count,
    duplicates: count,
  }),
};

const searchHistograms = z.object({ service: z.string(), failed: z.string().optional(), ping: z.string().optional() });

const search = z.object({
  ...searched,
  measured: z.undefined().optional(),
  cell: cellOf(workloads.search),
  histograms: searchHistograms,
});

const openLoad = load.extend({
  mostInFlight: count,
  lastDueNs: z.number().min(0),
  answeredInTime: count,
  secondHalf: z.object({ due: count, answered: count }),
  backlog: z.object({ middle: count, end: count }),
  inFlight: z.object({ mean: z.number().min(0), samples: count }),
});

const open = z.object({
  ...searched,
  measured: z.literal('open'),
  cell: cellOf(workloads.open),
  histograms: searchHistograms.extend({ response: z.string(), slip: z.string() }),
  load: openLoad,
});

const openHistograms = z.object({ response: z.string(), service: z.string(), slip: z.string() });

const endurance = z.object({
  ...measured,
  measured: z.literal('endurance'),
  cell: cellOf(workloads.endurance),
  load: openLoad,
  phases: searched.phases,
  k: positive,
  slices: z.array(
    z.object({
      requests: count,
      failed: count,
      hits: count,
      tieHits: count,
      histograms: openHistograms,
      memory,
      cpu: z.object({ lab: milliseconds, engine: milliseconds.optional() }),
      disk: count.optional(),
    }),
  ),
});

const rate = z.number().min(0);

const capacity = z.object({
  ...measured,
  measured: z.literal('capacity'),
  cell: cellOf(workloads.capacity),
  load: load.optional(),
  phases: searched.phases,
  k: positive,
  scout: z.object({ clients: positive, rate }),
  few: z.number().min(0).optional(),
  windows: z.array(
    z.object({
      rate,
      offered: rate,
      completed: rate,
      requests: count,
      errors: count,
      notSent: count,
      backlog: z.object({ middle: count, end: count }),
      p99Ms: milliseconds.optional(),
      client: z.enum(['pass', 'warn', 'fail']).optional(),
      kinds: z.record(z.string(), count),
      hits: count,
      tieHits: count,
      histograms: openHistograms,
    }),
  ),
});

const ingest = z.object({
  ...measured,
  measured: z.literal('ingest'),
  batch: positive.optional(),
  cell: cellOf(workloads.ingest),
  histograms: z.object({ insert: z.string() }),
  samples: z.array(z.object({ ms: milliseconds, vectors: count, memory, disk: count.optional() })),
});

const filtered = z.object({
  ...searched,
  measured: z.literal('filtered'),
  cell: cellOf(workloads.filtered),
  histograms: searchHistograms,
  filter: z.object({ attribute: z.string(), selectivity: share, matching: positive }),
});

const batched = z.object({
  ...searched,
  measured: z.literal('batched'),
  cell: cellOf(workloads.batched),
  histograms: searchHistograms,
  batches: z.object({ size: positive, requests: count }),
});

const written = z.object({ rows: z.base64(), sent: z.base64(), acknowledged: z.base64(), failed: count });

const mixed = z.object({
  ...searched,
  measured: z.literal('mixed'),
  cell: cellOf(workloads.mixed),
  histograms: searchHistograms.extend({ insert: z.string().optional(), delete: z.string().optional() }),
  moments: z.object({
    due: z.base64(),
    sent: z.base64(),
    answered: z.base64(),
    stale: count,
    unsent: count,
    fresh: z.object({ due: count, missed: count }),
  }),
  writes: z.object({ inserts: written, deletes: written, errors: z.record(z.string(), count), ranOut: z.boolean() }),
});

const missing = z.object({
  ...common,
  state: z.enum(['failed', 'timed-out', 'unavailable', 'skipped']),
  cell: cellOf(
    z.discriminatedUnion('type', [
      workloads.search,
      workloads.open,
      workloads.capacity,
      workloads.endurance,
      workloads.ingest,
      workloads.filtered,
      workloads.mixed,
      workloads.batched,
    ]),
  ),
  why: z.string(),
  remedy: z.string().optional(),
});

/** Checks one parsed line of `records.jsonl`. */
export const recordSchema: z.ZodType<Record> = z.discriminatedUnion('state', [
  z.discriminatedUnion('measured', [search, open, capacity, endurance, ingest, filtered, mixed, batched]),
  missing,
]);
