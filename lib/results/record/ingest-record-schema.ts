import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { count, milliseconds, positive } from '../number-schemas';
import { workloadSchemas } from '../workload-schemas';
import type { IngestRecord } from './ingest-record';
import { measuredFactsSchema } from './measured-facts-schema';
import { memorySampleSchema } from './memory-sample-schema';
import { recordCommonSchema } from './record-common-schema';

export const ingestRecordSchema = z.object({
  ...recordCommonSchema.shape,
  ...measuredFactsSchema.shape,
  measured: z.literal('ingest'),
  batch: positive.optional(),
  cell: cellSchema(workloadSchemas.ingest),
  histograms: z.object({ insert: z.string() }),
  samples: z.array(z.object({ ms: milliseconds, vectors: count, memory: memorySampleSchema, disk: count.optional() })),
}) satisfies z.ZodType<IngestRecord>;
