import { z } from 'zod';
import { count } from './number-schemas';

export const cellParamsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A cell of the workload that a schema describes. */
export const cellSchema = <W extends z.ZodType>(workload: W) =>
  z.object({
    dataset: z.object({ name: z.string(), digest: z.string(), n: count }),
    engine: z.string(),
    build: cellParamsSchema,
    search: cellParamsSchema,
    workload,
    repetition: count,
    buildIndex: count,
    seed: z.number().int(),
  });
