import { LabError } from '../../base/lab-error';
import type { Progress } from '../../base/progress';
import type { Dataset, Neighbours } from '../../datasets/dataset';
import type { Engine } from '../../engines/engine';
import type { Clock } from '../../measure/clock';

/** Where a run gets its engines, data, truth and time from; tests bring their own. */
export interface Laboratory {
  engineByName(name: string): Engine;
  /** A module whose `engines` has them for the threads of clients, which can be handed no function; absent: the lab's index. */
  readonly enginesFile?: string;
  openDataset(
    name: string,
    options: { scale: string | number; env: NodeJS.ProcessEnv; progress: Progress; signal?: AbortSignal },
  ): Promise<Dataset>;
  truthFor(
    dataset: Dataset,
    k: number,
    options: { cache?: string | boolean; progress: Progress; signal?: AbortSignal },
  ): Promise<Neighbours>;
  /** As `truthFor`, among these rows alone; fewer than k where there are fewer. */
  truthAmong(
    dataset: Dataset,
    rows: Uint32Array,
    k: number,
    options: { cache?: string | boolean; progress: Progress; signal?: AbortSignal },
  ): Promise<Neighbours>;
  clock: Clock;
}

/** The error of a run that was stopped before there was anything to keep. */
export const stoppedEarly = (): LabError =>
  new LabError({ code: 'interrupted', where: 'run', what: 'stopped before anything was measured' });
