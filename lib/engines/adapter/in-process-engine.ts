import { LabError, messageOf } from '../../base/lab-error';
import type { Connection, Engine, EngineContext } from '../engine';

interface InProcess {
  /** The engine's name. */
  name: string;
  /** As in `the npm package usearch`. */
  what: string;
  /** Loads what may be missing or have no native part for this machine; resolves to its version. */
  load: () => Promise<string>;
  remedy: string;
  /** `version`: what `load` resolved to. */
  connect: (context: EngineContext, version: string) => Connection | Promise<Connection>;
}

/**
 * Probe and connection of an engine that is a package in this process: it is loaded here, where a failure can be told, before a
 * worker thread does. `connect` rejects with LabError `unavailable` where it does not load.
 */
export function inProcessEngine({ name, what, load, remedy, connect }: InProcess): Pick<Engine, 'probe' | 'connect'> {
  const probe = async () => {
    try {
      const version = await load();
      return { state: 'ready', how: 'in-process', why: `${what} can be loaded`, version } as const;
    } catch (error) {
      return { state: 'unavailable', why: `${what} cannot be loaded: ${messageOf(error)}`, remedy } as const;
    }
  };
  return {
    probe,
    async connect(context) {
      const found = await probe();
      if (found.state === 'unavailable') {
        throw new LabError({ code: 'unavailable', where: name, what: found.why, remedy: found.remedy });
      }
      return connect(context, found.version);
    },
  };
}
