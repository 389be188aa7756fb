import { z } from 'zod';
import type { SearchHistograms } from './search-histograms';

export const searchHistogramsSchema = z.object({
  service: z.string(),
  failed: z.string().optional(),
  ping: z.string().optional(),
}) satisfies z.ZodType<SearchHistograms>;
