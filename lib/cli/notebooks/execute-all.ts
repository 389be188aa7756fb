import { basename, join } from 'node:path';
import { makeFolder } from '../../base/make-folder';
import { writeError } from '../../results/write-error';
import type { Context } from '../context';
import { executeNotebook, type NotebookEnd } from './execute-notebook';

/** How one notebook ended, and where its executed copy is. */
export interface ExecutedNotebook {
  name: string;
  /** In the checkout. */
  source: string;
  /** Executed, with its outputs. */
  path: string;
  seconds: number;
  end: NotebookEnd;
}

export interface ExecuteAllOptions {
  /** Folder for the executed notebooks. */
  folder: string;
  env: NodeJS.ProcessEnv;
  timeoutS?: number;
}

/**
 * Executes notebooks one after another (they measure: two at once would disturb each other), with a bar for each.
 * One that fails does not keep the others from running; after an interrupt no further one is begun.
 */
export async function executeAll(
  sources: readonly string[],
  { folder, ...options }: ExecuteAllOptions,
  { progress, signal, say }: Context,
): Promise<ExecutedNotebook[]> {
  try {
    makeFolder(folder);
  } catch (thrown) {
    throw writeError(folder, thrown);
  }
  const executed: ExecutedNotebook[] = [];
  for (const source of sources) {
    if (signal.aborted) break;
    const name = basename(source, '.ipynb');
    const path = join(folder, basename(source));
    const begun = performance.now();
    let [done, of] = [0, 1];
    const report = (cells: number, note?: string) => {
      done = cells;
      progress({ stage: name, done, total: of, unit: 'cells', ...(note === undefined ? {} : { note }) });
    };
    const end = await executeNotebook({
      ...options,
      input: source,
      output: path,
      signal,
      onCells: (cells, all) => {
        of = Math.max(1, all);
        // Full only when the kernel, too, has ended.
        report(Math.min(cells, of - 0.01));
      },
      onNote: (note) => report(done, note),
    });
    report(of);
    const seconds = (performance.now() - begun) / 1000;
    executed.push({ name, source, path, seconds, end });
    say(`${name}: ${endText(end)} (${seconds.toFixed(0)} s)`);
  }
  return executed;
}

/** `done`, `interrupted`, or the error in one line. */
export function endText(end: NotebookEnd): string {
  if (end.state !== 'failed') return end.state;
  const { cell, ename, evalue } = end.error;
  return `failed${cell === undefined ? '' : ` in cell ${cell}`}: ${ename}: ${evalue}`;
}
