import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError, messageOf } from '../base/lab-error';
import type { Machine } from '../measure/machine';
import { manifestMigrations, migrate, type Migrations, versionOf } from './migrate';
import type { Sweep } from './sweep';
import { syncFolder } from './sync-folder';
import { writeError } from './write-error';

/** Version of `run.json`; a reader refuses a newer one. */
export const manifestVersion = 1;

/** What a run is, beside its records: `run.json`. */
export interface RunManifest {
  version: typeof manifestVersion;
  /** The run's id and the name of its folder. */
  run: string;
  sweep: Sweep;
  /** Content address of the plan: the ids of its cells, in order. */
  planId: string;
  /** How many cells the plan has. */
  cells: number;
  /** Their ids: a record of another cell belongs to an earlier plan of this sweep. Absent: every record counts. */
  cellIds?: readonly string[];
  machine: Machine;
  /** Node, V8, the lab, and the libraries it stands on. */
  versions: { [name: string]: string };
  /** Git commit of the lab, where the tree had changes with `+` and 8 digits of what these were behind it; `unknown` outside git. */
  commit: string;
  /** The piece of work that the run belongs to, e.g. one `vexlab start` with all its notebooks, if any. */
  session?: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** `unfinished` also after a kill; `interrupted`: stopped on request. Both can be gone on with. */
  state: 'unfinished' | 'interrupted' | 'finished';
}

/** What must hold for a manifest to be used; the rest is the writer's business. */
const shape = z.looseObject({
  version: z.literal(manifestVersion),
  run: z.string(),
  sweep: z.looseObject({ datasets: z.array(z.string()), engines: z.array(z.string()) }),
  planId: z.string(),
  cells: z.number().int(),
  cellIds: z.array(z.string()).optional(),
  machine: z.looseObject({ id: z.string() }),
  versions: z.record(z.string(), z.string()),
  commit: z.string(),
  session: z.string().optional(),
  createdAt: z.iso.datetime(),
  state: z.enum(['unfinished', 'interrupted', 'finished']),
});

/** Reads a run folder's `run.json`, brought to the version of today; LabError `newer-record` or `bad-run`. */
export async function readManifest(dir: string, migrations: Migrations = manifestMigrations): Promise<RunManifest> {
  const path = join(dir, 'run.json');
  const bad = (what: string, cause?: unknown): LabError =>
    new LabError({ code: 'bad-run', where: path, what, remedy: 'give the folder of a run', cause });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw bad(`no run can be read there: ${messageOf(thrown)}`, thrown);
  }
  const version = versionOf(value);
  if (version !== undefined && version > manifestVersion) throw newerVersion(path, version, manifestVersion);
  try {
    value = migrate(value, manifestVersion, migrations);
  } catch (thrown) {
    throw bad(messageOf(thrown), thrown);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data as unknown as RunManifest;
  const issue = parsed.error.issues[0];
  throw bad(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** The error for a file that a later VexLab wrote. */
export const newerVersion = (where: string, found: number, known: number): LabError =>
  new LabError({
    code: 'newer-record',
    where,
    what: `has version ${found}, this VexLab reads up to ${known}`,
    remedy: 'read it with the VexLab that wrote it, or a newer one',
  });

/** Writes `run.json` whole or not at all: a reader never sees half of it. */
export async function writeManifest(dir: string, manifest: RunManifest): Promise<void> {
  const path = join(dir, 'run.json');
  try {
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    await syncFolder(dir);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
}
