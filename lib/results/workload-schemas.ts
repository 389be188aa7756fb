import { z } from 'zod';
import type { Workload } from './cell';
import { count, positive, share } from './number-schemas';

const closed = {
  loop: z.literal('closed'),
  clients: positive,
  k: positive,
  requests: positive,
  minMs: count,
  warmup: count,
};
const part = z.number().min(0).lt(1);

const openLoop = {
  loop: z.literal('open'),
  arrivals: z.enum(['constant', 'poisson']),
  rate: z.number().positive(),
  durationMs: positive,
  k: positive,
  warmup: count,
};

/** Of each workload its schema, by its type. */
export const workloadSchemas = {
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
} satisfies { [T in Workload['type']]: z.ZodType<Extract<Workload, { type: T }>> };
