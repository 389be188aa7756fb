import { z } from 'zod';
import { type Record, recordVersion } from './record';

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const count = z.number().int().min(0);
const milliseconds = z.number().min(0);
const memory = z.object({ lab: count.optional(), engine: count.optional() });

const cell = z.object({
  dataset: z.object({ name: z.string(), digest: z.string(), n: count }),
  engine: z.string(),
  build: params,
  search: params,
  workload: z.object({
    type: z.literal('search'),
    loop: z.literal('closed'),
    clients: z.number().int().min(1),
    k: z.number().int().min(1),
    requests: z.number().int().min(1),
    minMs: count,
    warmup: count,
  }),
  repetition: count,
  buildIndex: count,
  seed: z.number().int(),
});

const common = {
  version: z.literal(recordVersion),
  run: z.string(),
  cellId: z.string(),
  cell,
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

const ok = z.object({
  ...common,
  state: z.literal('ok'),
  params: z.object({ asked: params, readBack: params }),
  build: z.object({
    id: z.string(),
    rows: count,
    countAfter: count,
    insertMs: milliseconds,
    readyMs: milliseconds,
    first: z.boolean().optional(),
    memory: z.object({ before: memory, after: memory }).optional(),
    disk: z.object({ before: count, after: count }).optional(),
  }),
  phases: z.object({ configureMs: milliseconds, warmupMs: milliseconds, measureMs: milliseconds }),
  histograms: z.object({ service: z.string(), failed: z.string().optional(), ping: z.string().optional() }),
  answers: z.object({
    k: z.number().int().min(1),
    requests: count,
    rows: z.base64(),
    queries: z.base64(),
    hits: z.base64().optional(),
    tieHits: z.base64().optional(),
    short: count,
    duplicates: count,
  }),
  errors: z.record(z.string(), count),
  memory: z.object({ before: memory, after: memory }),
  cpu: z.object({ lab: milliseconds, engine: milliseconds.optional() }),
  eventLoop: z.object({ p99: milliseconds, max: milliseconds }),
  findings: z.array(
    z.object({
      check: z.string(),
      verdict: z.enum(['pass', 'warn', 'fail']),
      numbers: z.record(z.string(), z.number()),
      advice: z.string(),
    }),
  ),
});

const missing = z.object({
  ...common,
  state: z.enum(['failed', 'timed-out', 'unavailable', 'skipped']),
  why: z.string(),
  remedy: z.string().optional(),
});

/** Checks one parsed line of `records.jsonl`. */
export const recordSchema: z.ZodType<Record> = z.discriminatedUnion('state', [ok, missing]);
