import { z } from 'zod';
import { count } from '../number-schemas';
import { type RecordCommon, recordVersion } from './record-common';
import { recordEngineSchema } from './record-engine-schema';

/** All but the cell, which is of another workload in each kind of record. */
export const recordCommonSchema = z.object({
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
  engine: recordEngineSchema,
  machine: z.string(),
  commit: z.string(),
}) satisfies z.ZodType<Omit<RecordCommon, 'cell'>>;
