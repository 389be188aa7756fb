import { z } from 'zod';
import { LabError } from '../../base/lab-error';

/** How a reference server behaves: nothing else decides what it does. */
export interface Behaviour {
  /** What one request takes while it is served, milliseconds; 0: it is answered at once. */
  readonly serviceMs: number;
  /** Milliseconds that the service takes longer with each second since the first request. Absent: it stays as it is. */
  readonly growsMs?: number;
  /** Bytes that each request leaves behind in the server's memory. Absent: none. */
  readonly leaksBytes?: number;
  /** How many are served at once; further ones wait, first come first served. Absent: all at once. */
  readonly limit?: number;
  /** Spans in which nothing is answered, milliseconds after the first request since the start or the last `begin`. */
  readonly stalls?: readonly { readonly fromMs: number; readonly forMs: number }[];
  /** The share of requests that are answered with an error (HTTP 500), the seed that decides which, and how many are answered before. */
  readonly errors?: { readonly share: number; readonly seed: number; readonly after?: number };
}

/** What a reference server did since its start or the last `begin`. */
export interface Served {
  /** Requests answered with success, and with an error. */
  answered: number;
  failed: number;
  /** Most that were there at once, and most of them that waited for a free place. */
  mostInside: number;
  mostWaiting: number;
  /** Requests whose answer a stall kept back. */
  heldBack: number;
}

const milliseconds = z.number().min(0).max(3_600_000);

const schema = z.strictObject({
  serviceMs: milliseconds,
  growsMs: milliseconds.optional(),
  leaksBytes: z.int().min(1).max(1e8).optional(),
  limit: z.int().min(1).optional(),
  stalls: z.array(z.strictObject({ fromMs: milliseconds, forMs: milliseconds })).optional(),
  errors: z
    .strictObject({ share: z.number().min(0).max(1), seed: z.int().min(0), after: z.int().min(0).optional() })
    .optional(),
});

/** Checks a behaviour from anywhere. LabError `bad-behaviour` names the member. */
export function parseBehaviour(input: unknown): Behaviour {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LabError({
    code: 'bad-behaviour',
    where: 'reference server',
    what: `${issue?.path.join('.') || 'the behaviour'}: ${issue?.message}, in ${JSON.stringify(input)}`,
    remedy: `its members are ${Object.keys(schema.shape).join(', ')}`,
  });
}
