import type { Progress } from '../../base/progress';
import type { Attribute, Metric, Vectors } from '../dataset';

/** True neighbours as a file gives them: nq × k positions in the base, with distances in the file's own terms if any. */
export interface FileTruth {
  readonly nq: number;
  readonly k: number;
  readonly rows: ArrayLike<number>;
  readonly distances?: ArrayLike<number>;
}

/** What a reader finds in a file; only an ann-benchmarks file holds queries and truth too. */
export interface FileContents {
  readonly vectors: Vectors;
  /** Absent where the file has none: rows are numbered then. */
  readonly ids?: Uint32Array;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly metric?: Metric;
  readonly queries?: Vectors;
  readonly truth?: FileTruth;
}

export interface ReadOptions {
  /** Names of the columns, where a file has named ones; `embedding` and `id` unless told. */
  readonly columns?: { readonly embedding?: string; readonly id?: string };
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** A file format of vectors. */
export interface Format {
  readonly name: string;
  /** As in a sentence: "an Arrow IPC file". */
  readonly title: string;
  /** In lower case, with the dot. */
  readonly extensions: readonly string[];
  /** The file's first bytes, where the format has such a mark. */
  readonly magic?: Buffer;
  /** The metric of a file that does not say one, where the format has a convention. */
  readonly metric?: Metric;
  /** Reads one file, or several that continue each other where the format `joins`. Throws LabError `bad-file`. */
  read(files: readonly string[], options: ReadOptions): Promise<FileContents>;
  readonly joins?: boolean;
}
