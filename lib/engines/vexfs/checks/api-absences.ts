import type { ContractCheck } from '../../contract-check';
import type { Method } from '../http';
import { type Raw, withRaw } from './raw';

/** Which requests of the clients whose dialects it speaks it does not know. */
export const apiAbsences: ContractCheck = {
  name: 'api-absences',
  question: "Which requests of Chroma's and Qdrant's clients does it not know?",
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const absent: string[] = [];
      const asked = requestsOf(raw);
      for (const [name, method, path] of asked) {
        const { status } = await raw.send(method, path, method === 'GET' ? undefined : {});
        // A path that only another method may ask is another request; `reset` is looked for with GET, to reset nothing.
        if (status === 404 || (status === 405 && name !== 'reset')) absent.push(name);
      }
      const numbers = { asked: asked.length, absent: absent.length };
      if (absent.length === 0) return { verdict: 'pass', what: `It knows all ${asked.length} requests.`, numbers };
      return {
        verdict: 'fact',
        what: `Of ${asked.length} requests it lacks ${absent.length}: ${absent.join(', ')}.`,
        numbers,
      };
    }),
};

function requestsOf({ path, name }: Raw): readonly [string, Method, string][] {
  const points = `/collections/${name}/points`;
  return [
    ['heartbeat', 'GET', '/api/v1/heartbeat'],
    ['API v2', 'GET', '/api/v2/heartbeat'],
    ['reset', 'GET', '/api/v1/reset'],
    ['a collection by name', 'GET', path],
    ['get', 'POST', `${path}/get`],
    ['count', 'GET', `${path}/count`],
    ['update', 'POST', `${path}/update`],
    ['upsert', 'POST', `${path}/upsert`],
    ['delete by id', 'POST', `${path}/delete`],
    ["Qdrant's query", 'POST', `${points}/query`],
    ["Qdrant's scroll", 'POST', `${points}/scroll`],
    ["Qdrant's count", 'POST', `${points}/count`],
    ["Qdrant's delete", 'POST', `${points}/delete`],
  ];
}
