import { LabError } from '../../base/lab-error';
import type { Capabilities, Connection } from '../engine';
import type { EdgeProcess } from './connection';
import { edgeVersion } from './packages';
import { searchingEdge } from './searching';
import { versionAt } from './sidecar';
import { openWire } from './wire';

/** Environment variable with the port of a sidecar that another thread of the lab has started. */
export const portVariable = 'VEXLAB_QDRANT_EDGE_PORT';

/** A connection to the sidecar on that port, for searching alone: its collections are of the thread that started it. */
export async function attachEdge(port: number, capabilities: Capabilities): Promise<Connection> {
  const serverVersion = await versionAt(port);
  if (!serverVersion) {
    const what = `what answers on port ${port} (${portVariable}) is no sidecar of Qdrant Edge`;
    throw new LabError({ code: 'unavailable', where: 'qdrant-edge', what, remedy: `unset ${portVariable}` });
  }
  const wire = await openWire(port);
  const edge: Pick<EdgeProcess, 'timed'> = { timed: (...request) => wire.request(...request) };
  return {
    how: 'environment',
    clientVersion: edgeVersion,
    serverVersion,
    capabilities,
    pids: () => [],
    open: () => Promise.reject(searchesAlone()),
    attach: (spec, shard) => Promise.resolve(searchingEdge(edge, spec, shard as number, () => spec.search)),
    close() {
      wire.close();
      return Promise.resolve();
    },
  };
}

const searchesAlone = (): LabError =>
  new LabError({
    code: 'not-supported',
    where: 'qdrant-edge',
    what: 'collections are made over the connection that started its process',
    remedy: `unset ${portVariable}`,
  });
