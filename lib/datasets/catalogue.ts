import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError, messageOf } from '../base/lab-error';
import { projectRoot } from '../base/paths';
import type { CatalogueEntry } from './catalogue-entry';

const count = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
/** http and https only: nothing else is fetched. */
const url = z.url({ protocol: /^https?$/ });
/** Inside the folder that is searched, never above it. */
const path = z.string().regex(/^(?!.*\.\.)[\w-][\w./-]*$/, 'must be a relative path');

const file = z.strictObject({
  path,
  role: z.enum(['base', 'queries', 'truth']),
  sha256: sha256.nullable(),
  url: url.optional(),
});

const entry = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be lower case letters, digits, dots and hyphens'),
    title: z.string().min(1),
    source: z.string().min(1),
    licence: z.string().min(1),
    metric: z.enum(['l2', 'cosine', 'ip']),
    rows: count,
    queries: count,
    dim: count,
    shipped: z.boolean().default(false),
    instead: z.string().optional(),
    files: z.array(file).min(1),
    columns: z.strictObject({ embedding: z.string().optional(), id: z.string().optional() }).optional(),
    take: count.optional(),
    heldOut: z.strictObject({ queries: count, seed: z.int().nonnegative() }).optional(),
  })
  .refine(({ files }) => files.some(({ role }) => role === 'base'), 'needs a file of role base');

const catalogueSchema = z.strictObject({ datasets: z.array(entry) });

const catalogueFile = join(projectRoot, 'datasets', 'catalogue.json');

/**
 * The datasets known by name, checked against their schema.
 * @throws LabError `bad-catalogue` that names the entry and the member
 */
export function readCatalogue(file: string = catalogueFile): readonly CatalogueEntry[] {
  const bad = (what: string, cause?: unknown) => new LabError({ code: 'bad-catalogue', where: file, what, cause });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw bad(messageOf(cause), cause);
  }
  const parsed = catalogueSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw bad(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a catalogue'}`, parsed.error);
  }
  const names = parsed.data.datasets.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw bad(`two datasets have the name ${twice}`);
  const astray = parsed.data.datasets.find(({ instead }) => instead !== undefined && !names.includes(instead));
  if (astray) throw bad(`${astray.name} names ${astray.instead} instead, which is not there`);
  return parsed.data.datasets;
}

/** @throws LabError `unknown-dataset` that lists the known */
export function entryByName(wanted: string): CatalogueEntry {
  const catalogue = readCatalogue();
  const found = catalogue.find(({ name }) => name === wanted);
  if (found) return found;
  throw new LabError({
    code: 'unknown-dataset',
    where: 'datasets',
    what: `unknown dataset: ${wanted}`,
    remedy: `known are ${catalogue.map(({ name }) => name).join(', ')}, a path, or synthetic:n=…,dim=…`,
  });
}
