import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { workloadSchemas } from '../workload-schemas';
import type { OkRecord } from './ok-record';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';
import { searchHistogramsSchema } from './search-histograms-schema';

export const okRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...searchFactsSchema.shape,
  measured: z.undefined().optional(),
  cell: cellSchema(workloadSchemas.search),
  histograms: searchHistogramsSchema,
}) satisfies z.ZodType<OkRecord>;
