import { LabError } from '../base/lab-error';
import type { Engine } from './engine';
import { engines } from './index';

/** The engine of that name; throws `unknown-engine` with the names that there are. */
export function engineByName(name: string): Engine {
  const engine = engines.find((candidate) => candidate.name === name);
  if (engine) return engine;
  throw new LabError({
    code: 'unknown-engine',
    where: 'engine',
    what: `there is no engine ${JSON.stringify(name)}`,
    remedy: `the engines are ${engines.map((candidate) => candidate.name).join(', ')}`,
  });
}
