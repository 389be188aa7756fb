import { z } from 'zod';
import type { Finding } from './finding';

export const findingSchema = z.object({
  check: z.string(),
  verdict: z.enum(['pass', 'warn', 'fail']),
  numbers: z.record(z.string(), z.number()),
  advice: z.string(),
}) satisfies z.ZodType<Finding>;
