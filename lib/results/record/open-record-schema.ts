import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { workloadSchemas } from '../workload-schemas';
import { openLoadSchema } from './open-load-schema';
import type { OpenRecord } from './open-record';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';
import { searchHistogramsSchema } from './search-histograms-schema';

export const openRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...searchFactsSchema.shape,
  measured: z.literal('open'),
  cell: cellSchema(workloadSchemas.open),
  histograms: searchHistogramsSchema.extend({ response: z.string(), slip: z.string() }),
  load: openLoadSchema,
}) satisfies z.ZodType<OpenRecord>;
