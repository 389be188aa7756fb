import { join, resolve } from 'node:path';
import { projectRoot } from '../base/paths';

/** Where runs are kept: what was asked for, else `VEXLAB_OUTPUT`, else `results/` of the checkout. */
export function resultsFolder(asked: string | undefined, env: NodeJS.ProcessEnv): string {
  if (asked !== undefined) return resolve(asked);
  return env.VEXLAB_OUTPUT ? resolve(env.VEXLAB_OUTPUT) : join(projectRoot, 'results');
}
