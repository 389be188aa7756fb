import { LabError } from '../../base/lab-error';
import type { EngineContext, FoundBy } from '../engine';
import type { Service } from '../process/service';
import { type ServerRecipe, urlOn } from '../server-recipe';
import { type FoundServer, findServer } from './find-server';

/** A server that answers: found, or started by the lab and ended with it. */
export interface AttachedServer {
  readonly how: FoundBy;
  readonly url: string;
  /** What was found out before it was asked; an adapter that can ask the server should. */
  readonly version?: string;
  /** The lab's own; absent where somebody else started it, who alone may restart it. */
  readonly own?: Service;
  pids(): readonly number[];
  /** Why `pids` is empty though the server's processes are the lab's to look at. */
  readonly unseen?: string;
  /** Ends it where it is the lab's own. Safe to call twice. */
  close(): Promise<void>;
}

/** Attaches to a server that was found, starts one, or rejects with `unavailable`. */
export async function attachServer(
  name: string,
  recipe: ServerRecipe,
  context: EngineContext,
): Promise<AttachedServer> {
  return attachFound(name, recipe, context, await findServer(name, recipe, context));
}

/** The same where it was looked for already. */
export async function attachFound(
  name: string,
  recipe: ServerRecipe,
  context: EngineContext,
  found: FoundServer,
): Promise<AttachedServer> {
  switch (found.how) {
    case 'missing':
      throw new LabError({ code: 'unavailable', where: name, what: found.why, remedy: found.remedy });
    case 'environment':
    case 'default-port':
      return { how: found.how, url: found.url, pids: () => [], close: () => Promise.resolve() };
    case 'up': {
      const { how, url, pid, unseen, version } = found;
      const facts = { ...(version && { version }), ...(unseen && { unseen }) };
      return { how, url, ...facts, pids: () => known(pid), close: () => Promise.resolve() };
    }
    case 'started':
    case 'docker': {
      const own = await found.start(context);
      return {
        how: found.how,
        url: urlOn(recipe, own.port),
        ...(found.version && { version: found.version }),
        own,
        pids: () => known(own.pid()),
        ...(own.unseen && { unseen: own.unseen }),
        close: () => own.stop(),
      };
    }
  }
}

const known = (pid: number | undefined): readonly number[] => (pid === undefined ? [] : [pid]);
