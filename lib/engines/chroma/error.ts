import { LabError, messageOf } from '../../base/lab-error';
import { isFull, noSpace } from '../process/data-folder';
import type { Service } from '../process/service';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/** Codes by the client's error classes; what is not here is `engine-error`. */
const codes: { readonly [name: string]: string } = {
  ChromaConnectionError: 'unreachable',
  ChromaNotFoundError: 'not-found',
  ChromaUnauthorizedError: 'unauthorized',
  ChromaForbiddenError: 'unauthorized',
  ChromaRateLimitError: 'rate-limited',
  ChromaQuotaExceededError: 'rate-limited',
};

/**
 * An error of the client as the lab tells it: the death of the lab's own server and a full disk come first. `atOnce`: the
 * news of a death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function chromaError(
  error: unknown,
  { url, dataDir, own, atOnce }: { url: string; dataDir: string; own: Service | undefined; atOnce: boolean },
): Promise<Error> {
  if (error instanceof LabError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError') return error as Error;
  const died = await own?.died(name === 'ChromaConnectionError' && !atOnce ? newsMs : 0);
  if (died) return died;
  if (own && name === 'ChromaServerError' && isFull(dataDir)) return noSpace(dataDir, 'chroma', error);
  if (name === 'ChromaConnectionError') {
    const what = `its server at ${url} does not answer`;
    return new LabError({ code: 'unreachable', where: 'chroma', what, remedy: 'see whether it runs', cause: error });
  }
  if (messageOf(error).startsWith('Expected IDs to be unique')) {
    return new LabError({ code: 'duplicate-id', where: 'chroma', what: messageOf(error), cause: error });
  }
  return new LabError({ code: codes[name] ?? 'engine-error', where: 'chroma', what: messageOf(error), cause: error });
}
