import type { EngineContext, Probe } from '../engine';
import type { LocalServer, ServerRecipe } from '../server-recipe';
import { composeServer } from './compose-server';
import { type KeptServer, keptServer } from './kept-server';
import { refuseUrl } from './refuse-url';
import { withoutPassword } from './without-password';

/** Where a server is, how one can be started, or why there is none. */
export type FoundServer =
  | { readonly how: 'environment' | 'default-port'; readonly url: string; readonly version?: string | undefined }
  | ({ readonly how: 'up' } & Pick<KeptServer, 'url' | 'pid' | 'unseen' | 'version'>)
  | ({ readonly how: 'started' | 'docker' } & LocalServer)
  | { readonly how: 'missing'; readonly why: string; readonly remedy: string };

const namedMs = 5000;
const unnamedMs = 1000;

/**
 * Looks for a server in this order: its URL in the environment, one that `vexlab up` keeps, the default ports, what can be
 * started here, the container of compose.yaml. A URL in the environment is an order: where nobody answers there, nothing
 * else is looked for.
 */
export async function findServer(name: string, recipe: ServerRecipe, context: EngineContext): Promise<FoundServer> {
  const { urlVariable, defaultUrl } = recipe;
  const { env } = context;
  const url = env[urlVariable];
  if (url) {
    const refused = refuseUrl(url, recipe);
    if (refused) return { how: 'missing', ...refused };
    if (await recipe.answers(url, env, namedMs, 'environment')) {
      return { how: 'environment', url, version: await recipe.version?.(url, namedMs) };
    }
    const why = `no server of ${name} answers at ${urlVariable} = ${withoutPassword(url)}`;
    return { how: 'missing', why, remedy: `start that server, or unset ${urlVariable}` };
  }
  const kept = keptServer(name, env);
  if (kept && (await recipe.answers(kept.url, env, namedMs, 'up'))) return { how: 'up', ...kept };
  for (const usual of typeof defaultUrl === 'string' ? [defaultUrl] : (defaultUrl ?? [])) {
    if (await recipe.answers(usual, env, unnamedMs, 'default-port')) {
      return { how: 'default-port', url: usual, version: await recipe.version?.(usual, unnamedMs) };
    }
  }
  const local = await recipe.local(context);
  if (!('missing' in local)) return { how: 'started', ...local };
  const container = recipe.container ? await composeServer(name, recipe.container, recipe, env) : undefined;
  if (container && !('missing' in container)) return { how: 'docker', ...container };
  const why = container ? `${local.missing}; ${container.missing}` : local.missing;
  return { how: 'missing', why, remedy: local.remedy };
}

/** What an engine's `probe` says of a server that was looked for. */
export function probeOf(found: FoundServer): Probe {
  switch (found.how) {
    case 'missing':
      return { state: 'unavailable', why: found.why, remedy: found.remedy };
    case 'started':
    case 'docker':
      return { state: 'startable', how: found.how, why: found.why, ...(found.version && { version: found.version }) };
    case 'environment':
    case 'up':
    case 'default-port':
      return {
        state: 'ready',
        how: found.how,
        why: `answers at ${withoutPassword(found.url)}`,
        ...(found.version && { version: found.version }),
      };
  }
}
