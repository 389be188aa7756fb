import { z } from 'zod';
import { count } from '../number-schemas';
import { loadFactsSchema } from './load-facts-schema';
import type { OpenLoad } from './open-load';

export const openLoadSchema = loadFactsSchema.extend({
  mostInFlight: count,
  lastDueNs: z.number().min(0),
  answeredInTime: count,
  secondHalf: z.object({ due: count, answered: count }),
  backlog: z.object({ middle: count, end: count }),
  inFlight: z.object({ mean: z.number().min(0), samples: count }),
}) satisfies z.ZodType<OpenLoad>;
