import { z } from 'zod';
import type { RecordEngine } from './record-engine';

export const recordEngineSchema = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['embedded', 'server', 'cloud', 'filesystem']),
  mark: z.object({ colour: z.string(), symbol: z.string() }),
  ef: z.string().optional(),
  how: z.enum(['environment', 'up', 'default-port', 'started', 'docker', 'in-process']).optional(),
  clientVersion: z.string().optional(),
  serverVersion: z.string().optional(),
}) satisfies z.ZodType<RecordEngine>;
