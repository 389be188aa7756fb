import { z } from 'zod';
import { count, milliseconds } from '../number-schemas';
import type { BuildFacts } from './build-facts';
import { memorySampleSchema } from './memory-sample-schema';

export const buildFactsSchema = z.object({
  id: z.string(),
  rows: count,
  countAfter: count,
  insertMs: milliseconds,
  readyMs: milliseconds,
  wallMs: milliseconds.optional(),
  first: z.boolean().optional(),
  memory: z.object({ before: memorySampleSchema, after: memorySampleSchema }).optional(),
  disk: z.object({ before: count, after: count }).optional(),
}) satisfies z.ZodType<BuildFacts>;
