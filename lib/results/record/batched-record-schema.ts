import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { count, positive } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { BatchedRecord } from './batched-record';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';
import { searchHistogramsSchema } from './search-histograms-schema';

export const batchedRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...searchFactsSchema.shape,
  measured: z.literal('batched'),
  cell: cellSchema(workloadSchemas.batched),
  histograms: searchHistogramsSchema,
  batches: z.object({ size: positive, requests: count }),
}) satisfies z.ZodType<BatchedRecord>;
