import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { count, milliseconds, positive } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { EnduranceRecord } from './endurance-record';
import { measuredFactsSchema } from './measured-facts-schema';
import { memorySampleSchema } from './memory-sample-schema';
import { openHistogramsSchema } from './open-histograms-schema';
import { openLoadSchema } from './open-load-schema';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';

export const enduranceRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...measuredFactsSchema.shape,
  measured: z.literal('endurance'),
  cell: cellSchema(workloadSchemas.endurance),
  load: openLoadSchema,
  phases: searchFactsSchema.shape.phases,
  k: positive,
  slices: z.array(
    z.object({
      requests: count,
      failed: count,
      hits: count,
      tieHits: count,
      histograms: openHistogramsSchema,
      memory: memorySampleSchema,
      cpu: z.object({ lab: milliseconds, engine: milliseconds.optional() }),
      disk: count.optional(),
    }),
  ),
}) satisfies z.ZodType<EnduranceRecord>;
