import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { positive, share } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { FilteredRecord } from './filtered-record';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';
import { searchHistogramsSchema } from './search-histograms-schema';

export const filteredRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...searchFactsSchema.shape,
  measured: z.literal('filtered'),
  cell: cellSchema(workloadSchemas.filtered),
  histograms: searchHistogramsSchema,
  filter: z.object({ attribute: z.string(), selectivity: share, matching: positive }),
}) satisfies z.ZodType<FilteredRecord>;
