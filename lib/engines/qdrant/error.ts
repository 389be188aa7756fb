import { LabError, messageOf } from '../../base/lab-error';
import { isFull, noSpace } from '../process/data-folder';
import type { Service } from '../process/service';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/** Codes by HTTP status; what is not here is `engine-error`. */
const codes: { readonly [status: number]: string } = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  408: 'timed-out',
  413: 'too-large',
  429: 'rate-limited',
};

/**
 * An error of the client as the lab tells it: the death of the lab's own server and a full disk come first. `atOnce`: the
 * news of a death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function qdrantError(
  error: unknown,
  { url, dataDir, own, atOnce }: { url: string; dataDir: string; own: Service | undefined; atOnce: boolean },
): Promise<Error> {
  if (error instanceof LabError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return error as Error;
  // What fetch throws where the server cannot be reached or breaks off.
  const unreachable = error instanceof TypeError && error.message === 'fetch failed';
  const died = await own?.died(unreachable && !atOnce ? newsMs : 0);
  const { status, what } = told(error);
  // It writes through memory maps too, and is ended by the system where the disk has no room for them.
  const suspect = died !== undefined || (status !== undefined && status >= 500);
  if (own && suspect && isFull(dataDir)) return noSpace(dataDir, 'qdrant', died ?? error);
  if (died) return died;
  const said = (code: string, what: string, remedy?: string): LabError =>
    new LabError({ code, where: 'qdrant', what, ...(remedy && { remedy }), cause: error });
  if (unreachable) {
    const why = error.cause === undefined ? '' : ` (${messageOf(error.cause)})`;
    return said('unreachable', `its server at ${url} does not answer${why}`, 'see whether it runs');
  }
  if (name === 'QdrantClientTimeoutError') return said('timed-out', `its server at ${url} did not answer in time`);
  if (/no space left/i.test(what)) return said('no-space', what, 'free some space on the disk of its storage');
  if (/dimension error/i.test(what)) return said('wrong-dimension', what);
  const code = codes[status ?? 0] ?? 'engine-error';
  const remedy =
    code === 'unauthorized'
      ? 'set QDRANT_URL to the server and QDRANT_API_KEY to a key that may read and write'
      : undefined;
  return said(code, status === undefined ? what : `HTTP ${status}: ${what}`, remedy);
}

/** HTTP status, and what Qdrant said: `{ status: { error } }`, plain text where the request never got that far. */
function told(error: unknown): { status?: number; what: string } {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') {
    return { what: messageOf(error) };
  }
  const { status } = error;
  const data: unknown = 'data' in error ? error.data : undefined;
  const body = data as { status?: { error?: unknown } } | string | null | undefined;
  const inside = typeof body === 'object' ? body?.status?.error : body;
  const what = typeof inside === 'string' && inside.trim() !== '' ? messageOf(inside) : messageOf(error);
  return { status, what: what.length > 400 ? `${what.slice(0, 400)}…` : what };
}
