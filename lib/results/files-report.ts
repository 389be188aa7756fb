import type { Machine } from '../measure/machine';
import type { Storage } from '../measure/storage';

/** Version of the file's schema; a reader refuses a newer one. */
export const filesVersion = 1;

export const fileOperations = ['create', 'read', 'list', 'delete'] as const;
export type FileOperation = (typeof fileOperations)[number];

/** Operations of one kind on files of one size in one repetition. */
export interface FileCell {
  path: string;
  bytes: number;
  fsync: boolean;
  repetition: number;
  operation: FileOperation;
  /** Operations done, one after another by one client, and milliseconds of all of them. */
  count: number;
  ms: number;
  /** HDR histogram of nanoseconds of each operation, compressed V2, base64. */
  histogram: string;
}

/** A path under which files were measured. */
export interface FilesPath {
  path: string;
  /** Absent: it could not be told. */
  storage?: Storage;
  /** Sizes × with and without fsync × repetitions; fewer measured than asked where it failed, or where the run was stopped. Absent: an older report, all. */
  rounds?: { asked: number; measured: number };
  /** Why it was measured no further, and what mends it. */
  failed?: { why: string; remedy?: string };
}

/** What operations on files cost under some paths. Never held against inserts of vectors: they promise something else. */
export interface FilesReport {
  version: typeof filesVersion;
  /** When it was begun, ISO 8601, UTC. */
  at: string;
  commit: string;
  machine: Machine;
  /** Files of each size and repetition. */
  files: number;
  /** As they were given, each with the storage under it and how far it came. */
  paths: FilesPath[];
  cells: FileCell[];
}
