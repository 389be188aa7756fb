import { z } from 'zod';
import { count, positive } from '../number-schemas';
import type { LoadFacts } from './load-facts';

export const loadFactsSchema = z.object({
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
}) satisfies z.ZodType<LoadFacts>;
