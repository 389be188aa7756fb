import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, messageOf } from '../base/lab-error';
import { makeFolder } from '../base/make-folder';
import { projectRoot } from '../base/paths';
import { type ContractReport, contractVersion, isWhole, versionOf as versionOfReport } from './contract-report';
import { contractSchema } from './contract-schema';
import { newerVersion } from './manifest';
import { contractMigrations, migrate, versionOf } from './migrate';
import { writeError } from './write-error';

/** Reports that come with the lab. */
const shipped = join(projectRoot, 'results', 'baselines', 'contracts');

const folderOf = (results: string): string => join(results, 'contracts');

/** The newest contract report of each release of each engine, and which files are none. */
export interface Contracts {
  readonly reports: readonly ContractReport[];
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Reads the contract reports of results folders and those that come with the lab: of each release of an engine the newest, a
 * whole one before one that was stopped, and any before one that a stub answered; of an engine's releases the first is chosen in
 * the same way. A file that is none is told of and hides no other.
 */
export async function readContracts(results: string | readonly string[], baselines = shipped): Promise<Contracts> {
  const newest = new Map<string, ContractReport>();
  const unreadable: { path: string; why: string }[] = [];
  const folders = new Set([baselines, ...(typeof results === 'string' ? [results] : results).map(folderOf)]);
  const files = await Promise.all([...folders].map(filesIn));
  for (const path of files.flat()) {
    try {
      const report = await readContract(path);
      const release = releaseOf(report);
      const other = newest.get(release);
      if (!other || goesBefore(report, other)) newest.set(release, report);
    } catch (thrown) {
      unreadable.push({ path, why: messageOf(thrown) });
    }
  }
  const reports = [...newest.values()].sort((a, b) => a.engine.localeCompare(b.engine) || (goesBefore(a, b) ? -1 : 1));
  return { reports, unreadable };
}

const releaseOf = (report: ContractReport): string => JSON.stringify([report.engine, versionOfReport(report)]);

/** What a stub answered is worth less than anything that an engine did, and what was stopped less than what was not. */
const worthOf = (report: ContractReport): number => (report.against === 'stub' ? 0 : 2) + (isWhole(report) ? 1 : 0);

const goesBefore = (one: ContractReport, other: ContractReport): boolean =>
  worthOf(one) === worthOf(other) ? one.at >= other.at : worthOf(one) > worthOf(other);

async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads one contract report, brought to the version of today. LabError `newer-record` or `bad-contract`. */
export async function readContract(path: string): Promise<ContractReport> {
  const bad = (what: string, cause?: unknown): LabError =>
    new LabError({ code: 'bad-contract', where: path, what, remedy: 'make it again: npx vexlab contract', cause });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw bad(`no contract report can be read there: ${messageOf(thrown)}`, thrown);
  }
  const version = versionOf(value);
  if (version !== undefined && version > contractVersion) throw newerVersion(path, version, contractVersion);
  try {
    value = migrate(value, contractVersion, contractMigrations);
  } catch (thrown) {
    throw bad(messageOf(thrown), thrown);
  }
  const parsed = contractSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw bad(`${issue?.path.join('.')}: ${issue?.message}`);
}

/**
 * Stores a report as `contracts/<engine>.json` of a results folder, that of another release of the engine as
 * `contracts/<engine>-<release>.json` beside it, whole or not at all, and says where. One that was stopped never takes the place of a
 * whole one, nor a stub's that of an engine's: then undefined. LabError `not-writable` or `no-space`.
 */
export async function writeContract(results: string, report: ContractReport): Promise<string | undefined> {
  const folder = folderOf(results);
  const usual = join(folder, `${report.engine}.json`);
  const first = await readContract(usual).catch(() => undefined);
  const another = first && releaseOf(first) !== releaseOf(report);
  const slug = versionOfReport(report)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  const path = another ? join(folder, `${report.engine}-${slug}.json`) : usual;
  const there = another ? await readContract(path).catch(() => undefined) : first;
  if (there && worthOf(there) > worthOf(report)) return undefined;
  try {
    makeFolder(folder);
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(`${JSON.stringify(report, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
  return path;
}
