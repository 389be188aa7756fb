import { join } from 'node:path';

/** A file that `fixtures/make-fixtures.py` wrote with the format's own tools. */
export const fixture = (name: string): string => join(__dirname, 'fixtures', name);

/** The rows in each of those files: row i is i + 1, i + 1.25, i + 1.5, i + 1.75. */
export const fixtureRows = Float32Array.from({ length: 48 }, (_, i) => 1 + Math.floor(i / 4) + (i % 4) / 4);
