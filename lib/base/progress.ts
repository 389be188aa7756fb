/** One step of long work, reported often enough for a progress bar. */
export interface ProgressEvent {
  /** What is being done, e.g. `exact neighbours of sift-photos`. */
  stage: string;
  done: number;
  /** 0: not known. */
  total: number;
  /** Unit of `done` and `total`, e.g. `queries`, `bytes`, `cells`. */
  unit: string;
  /** A short remark on the present step. */
  note?: string;
}

/** Receives progress; must not throw and must return at once. */
export type Progress = (event: ProgressEvent) => void;

/** Progress nobody watches. */
export const noProgress: Progress = () => undefined;
