import { withoutPassword } from '../server/without-password';
import { LabError, messageOf } from '../../base/lab-error';
import { isFull, noSpace } from '../process/data-folder';
import type { Service } from '../process/service';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/** Codes by the client's error classes; what is not here is `engine-error`. */
const codes: { readonly [name: string]: string } = {
  WeaviateRequestTimeoutError: 'timed-out',
  WeaviateUnauthenticatedError: 'unauthorized',
  WeaviateInsufficientPermissionsError: 'unauthorized',
};

/** What gRPC, and what fetch, say of a connection that is cut or refused. */
const cut = /\bUNAVAILABLE\b|^fetch failed$|ECONNREFUSED|ECONNRESET|socket hang up|other side closed/;

/**
 * An error of the client as the lab tells it: the death of the lab's own server and a full disk come first. `atOnce`: the
 * news of a death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function weaviateError(
  error: unknown,
  { url, dataDir, own, atOnce }: { url: string; dataDir: string; own: Service | undefined; atOnce: boolean },
): Promise<Error> {
  if (error instanceof Error && error.name === 'AbortError') return error;
  if (error instanceof LabError && error.code !== 'engine-error') return error;
  const what = messageOf(error);
  const unreachable = cut.test(what);
  const died = await own?.died(unreachable && !atOnce ? newsMs : 0);
  if (own && isFull(dataDir)) return noSpace(dataDir, 'weaviate', error);
  if (died) return died;
  if (error instanceof LabError) return error;
  if (unreachable) {
    const said = `its server at ${withoutPassword(url)} does not answer: ${what}`;
    const remedy = 'see whether it runs, and its gRPC port (WEAVIATE_GRPC_URL)';
    return new LabError({ code: 'unreachable', where: 'weaviate', what: said, remedy, cause: error });
  }
  const name = error instanceof Error ? error.constructor.name : '';
  return new LabError({ code: codes[name] ?? codeOf(what), where: 'weaviate', what, cause: error });
}

/** What Weaviate refuses by itself, in its own words. */
export function codeOf(message: string): string {
  if (/vector lengths don't match|different lengths|vector dimension|new node has a vector with length/.test(message)) {
    return 'wrong-dimension';
  }
  if (/no space left on device|disk usage too high/.test(message)) return 'no-space';
  return 'engine-error';
}
