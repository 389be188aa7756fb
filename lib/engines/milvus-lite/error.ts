import { LabError, messageOf } from '../../base/lab-error';
import { isFull, noSpace } from '../process/data-folder';
import type { Service } from '../process/service';
import { Refusal } from './reply';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/** Codes of gRPC (https://grpc.io/docs/guides/status-codes/); what is not here is `engine-error`. */
const codes: { readonly [code: number]: string } = {
  1: 'unreachable',
  4: 'timed-out',
  14: 'unreachable',
  16: 'unauthorized',
};

/**
 * An error of the client as the lab tells it: the death of the lab's own server and a full disk come first. `atOnce`: the
 * news of a death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function liteError(
  error: unknown,
  { url, dataDir, own, atOnce }: { url: string; dataDir: string; own: Service | undefined; atOnce: boolean },
): Promise<Error> {
  if (error instanceof LabError || (error instanceof Error && error.name === 'AbortError')) return error;
  const said = (code: string, what: string, remedy?: string): LabError =>
    new LabError({ code, where: 'milvus-lite', what, ...(remedy && { remedy }), cause: error });
  const refused = error instanceof Refusal;
  const code = refused ? 'engine-error' : (codes[(error as { code?: number }).code ?? -1] ?? 'engine-error');
  const died = await own?.died(code === 'unreachable' && !atOnce ? newsMs : 0);
  if (died) return died;
  if (own && refused && isFull(dataDir)) return noSpace(dataDir, 'milvus-lite', error);
  if (code === 'unreachable') return said(code, `its server at ${url} does not answer`, 'see whether it runs');
  if (code === 'timed-out') return said(code, `its server at ${url} did not answer in time`);
  const log = own && `see ${own.logFile}`;
  // The client reads the results of a search before it looks whether there are any.
  if (error instanceof TypeError) return said(code, `its server failed without saying why: ${error.message}`, log);
  const dimension = refused && /(has \d+ elements, expected num_rows|expected dim)/.test(error.message);
  return said(dimension ? 'wrong-dimension' : code, messageOf(error), log);
}
