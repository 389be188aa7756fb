import type { Generation } from 'vexlab/dist/engines/vexfs/generation';
import type { Fault } from './faults';
import type { Request } from './stub';

/**
 * Undefined where the request may pass. The newer generation asks for a key where something is changed; who shows none is a
 * reader. The older asks for none.
 */
export function isAllowed(
  { method, path, headers }: Request,
  generation: Generation,
  faults: ReadonlySet<Fault>,
  key: string,
): { status: number; body: string } | undefined {
  const open = method === 'GET' && /version|health|metrics/.test(path);
  const lax = faults.has('wrong-key-may-read');
  if (open || (generation === 'wrapped' && lax)) return undefined;
  const reads = method === 'GET' || /query$|search$/.test(path);
  if (reads && lax) return undefined;
  const { authorization, 'x-api-key': shown } = headers;
  if (authorization && !faults.has('tokens-unsigned')) return { status: 401, body: '{"error":"Invalid token"}' };
  if (authorization || shown === key) return undefined;
  return shown ? { status: 401, body: '{"error":"Invalid API key"}' } : { status: 403, body: '' };
}
