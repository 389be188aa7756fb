import { z } from 'zod';
import type { Record } from './record';
import { batchedRecordSchema } from './record/batched-record-schema';
import { capacityRecordSchema } from './record/capacity-record-schema';
import { enduranceRecordSchema } from './record/endurance-record-schema';
import { filteredRecordSchema } from './record/filtered-record-schema';
import { ingestRecordSchema } from './record/ingest-record-schema';
import { missingRecordSchema } from './record/missing-record-schema';
import { mixedRecordSchema } from './record/mixed-record-schema';
import { okRecordSchema } from './record/ok-record-schema';
import { openRecordSchema } from './record/open-record-schema';

/** Checks one parsed line of `records.jsonl`. */
export const recordSchema: z.ZodType<Record> = z.discriminatedUnion('state', [
  z.discriminatedUnion('measured', [
    okRecordSchema,
    openRecordSchema,
    capacityRecordSchema,
    enduranceRecordSchema,
    ingestRecordSchema,
    filteredRecordSchema,
    mixedRecordSchema,
    batchedRecordSchema,
  ]),
  missingRecordSchema,
]);
