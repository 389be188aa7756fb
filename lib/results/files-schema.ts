import { z } from 'zod';
import { fileOperations, filesVersion } from './files-report';
import { count } from './number-schemas';

const storage = z.object({
  fileSystem: z.string(),
  device: z.string(),
  mount: z.string(),
  rotational: z.boolean().optional(),
});

/** A file of `results/files/`, machine aside: that is checked where runs are read. */
export const filesSchema = z.object({
  version: z.literal(filesVersion),
  at: z.iso.datetime(),
  commit: z.string(),
  machine: z.looseObject({ id: z.string() }),
  files: count,
  paths: z.array(
    z.object({
      path: z.string(),
      storage: storage.optional(),
      rounds: z.object({ asked: count, measured: count }).optional(),
      failed: z.object({ why: z.string(), remedy: z.string().optional() }).optional(),
    }),
  ),
  cells: z.array(
    z.object({
      path: z.string(),
      bytes: count,
      fsync: z.boolean(),
      repetition: count,
      operation: z.enum(fileOperations),
      count,
      ms: z.number().min(0),
      histogram: z.base64(),
    }),
  ),
});
