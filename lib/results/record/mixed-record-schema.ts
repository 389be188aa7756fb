import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { count } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { MixedRecord } from './mixed-record';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';
import { searchHistogramsSchema } from './search-histograms-schema';

const written = z.object({ rows: z.base64(), sent: z.base64(), acknowledged: z.base64(), failed: count });

export const mixedRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...searchFactsSchema.shape,
  measured: z.literal('mixed'),
  cell: cellSchema(workloadSchemas.mixed),
  histograms: searchHistogramsSchema.extend({ insert: z.string().optional(), delete: z.string().optional() }),
  moments: z.object({
    due: z.base64(),
    sent: z.base64(),
    answered: z.base64(),
    stale: count,
    unsent: count,
    fresh: z.object({ due: count, missed: count }),
  }),
  writes: z.object({ inserts: written, deletes: written, errors: z.record(z.string(), count), ranOut: z.boolean() }),
}) satisfies z.ZodType<MixedRecord>;
