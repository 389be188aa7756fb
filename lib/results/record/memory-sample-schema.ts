import { z } from 'zod';
import { count } from '../number-schemas';
import type { MemorySample } from './memory-sample';

export const memorySampleSchema = z.object({
  lab: count.optional(),
  engine: count.optional(),
}) satisfies z.ZodType<MemorySample>;
