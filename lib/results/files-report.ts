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

/** What operations on files cost under some paths. Never held against inserts of vectors: they promise something else. */
export interface FilesReport {
  version: typeof filesVersion;
  /** When it was begun, ISO 8601, UTC. */
  at: string;
  commit: string;
  machine: Machine;
  /** Files of each size and repetition. */
  files: number;
  /** Of each path the storage under it; absent: it could not be told. */
  paths: { path: string; storage?: Storage }[];
  cells: FileCell[];
}
