import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { count, milliseconds, positive } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { CapacityRecord } from './capacity-record';
import { loadFactsSchema } from './load-facts-schema';
import { measuredFactsSchema } from './measured-facts-schema';
import { openHistogramsSchema } from './open-histograms-schema';
import { recordCommonSchema } from './record-common-schema';
import { searchFactsSchema } from './search-facts-schema';

const rate = z.number().min(0);

export const capacityRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...measuredFactsSchema.shape,
  measured: z.literal('capacity'),
  cell: cellSchema(workloadSchemas.capacity),
  load: loadFactsSchema.optional(),
  phases: searchFactsSchema.shape.phases,
  k: positive,
  scout: z.object({ clients: positive, rate }),
  few: z.number().min(0).optional(),
  windows: z.array(
    z.object({
      rate,
      offered: rate,
      completed: rate,
      requests: count,
      errors: count,
      notSent: count,
      backlog: z.object({ middle: count, end: count }),
      p99Ms: milliseconds.optional(),
      client: z.enum(['pass', 'warn', 'fail']).optional(),
      kinds: z.record(z.string(), count),
      hits: count,
      tieHits: count,
      histograms: openHistogramsSchema,
    }),
  ),
}) satisfies z.ZodType<CapacityRecord>;
