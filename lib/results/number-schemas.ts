import { z } from 'zod';

export const count = z.number().int().min(0);
export const positive = z.number().int().min(1);
export const milliseconds = z.number().min(0);
/** A part of a whole, neither nothing nor all of it. */
export const share = z.number().gt(0).lt(1);
