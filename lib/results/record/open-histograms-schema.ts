import { z } from 'zod';

/** Of the windows of a capacity search and the slices of a long run. */
export const openHistogramsSchema = z.object({ response: z.string(), service: z.string(), slip: z.string() });
