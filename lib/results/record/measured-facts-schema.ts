import { z } from 'zod';
import { cellParamsSchema } from '../cell-schema';
import { count, milliseconds } from '../number-schemas';
import { buildFactsSchema } from './build-facts-schema';
import { findingSchema } from './finding-schema';
import type { MeasuredFacts } from './measured-facts';
import { memorySampleSchema } from './memory-sample-schema';

export const measuredFactsSchema = z.object({
  state: z.literal('ok'),
  params: z.object({ asked: cellParamsSchema, readBack: cellParamsSchema }),
  build: buildFactsSchema,
  errors: z.record(z.string(), count),
  memory: z.object({
    before: memorySampleSchema,
    after: memorySampleSchema,
    peak: z.object({ bytes: count, processes: count }).optional(),
  }),
  cpu: z.object({
    lab: milliseconds,
    engine: milliseconds.optional(),
    others: milliseconds.optional(),
    stolen: milliseconds.optional(),
    machine: milliseconds.optional(),
  }),
  eventLoop: z.object({ p99: milliseconds, max: milliseconds }),
  lab: z.object({ heapBefore: count, heapAfter: count, gcMs: milliseconds, gcCount: count }).optional(),
  findings: z.array(findingSchema),
}) satisfies z.ZodType<MeasuredFacts>;
