import { z } from 'zod';
import { cellSchema } from '../cell-schema';
import { workloadSchemas } from '../workload-schemas';
import type { MissingRecord } from './missing-record';
import { recordCommonSchema } from './record-common-schema';

export const missingRecordSchema = z.object({
  ...recordCommonSchema.shape,
  state: z.enum(['failed', 'timed-out', 'unavailable', 'skipped']),
  cell: cellSchema(
    z.discriminatedUnion('type', [
      workloadSchemas.search,
      workloadSchemas.open,
      workloadSchemas.capacity,
      workloadSchemas.endurance,
      workloadSchemas.ingest,
      workloadSchemas.filtered,
      workloadSchemas.mixed,
      workloadSchemas.batched,
    ]),
  ),
  why: z.string(),
  remedy: z.string().optional(),
}) satisfies z.ZodType<MissingRecord>;
