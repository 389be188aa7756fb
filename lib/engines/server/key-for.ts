import type { EngineContext, FoundBy } from '../engine';
import { knownSecret } from './own-secret';

/**
 * The secret that may be shown to a server, by how it was found: the lab's own to one that the lab started or keeps, the
 * user's (the environment variable `variable`) to the one that the user named by its URL. On a default port anybody may
 * listen: nobody there is shown either.
 */
export function keyFor(how: FoundBy, env: EngineContext['env'], variable?: string): string | undefined {
  switch (how) {
    case 'up':
    case 'started':
    case 'docker':
      return knownSecret(env);
    case 'environment':
      return (variable && env[variable]) || undefined;
    case 'default-port':
    case 'in-process':
      return undefined;
  }
}
