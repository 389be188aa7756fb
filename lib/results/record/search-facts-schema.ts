import { z } from 'zod';
import { count, milliseconds, positive } from '../number-schemas';
import { loadFactsSchema } from './load-facts-schema';
import { measuredFactsSchema } from './measured-facts-schema';
import type { SearchFacts } from './search-facts';

export const searchFactsSchema = measuredFactsSchema.extend({
  load: loadFactsSchema.optional(),
  phases: z.object({ configureMs: milliseconds, warmupMs: milliseconds, measureMs: milliseconds }),
  answers: z.object({
    k: positive,
    requests: count,
    rows: z.base64(),
    queries: z.base64(),
    hits: z.base64().optional(),
    tieHits: z.base64().optional(),
    short: count,
    duplicates: count,
  }),
}) satisfies z.ZodType<SearchFacts>;
