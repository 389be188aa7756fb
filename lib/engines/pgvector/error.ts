import { LabError, messageOf } from '../../base/lab-error';
import { isFull, noSpace } from '../process/data-folder';
import type { Service } from '../process/service';
import { withoutPassword } from '../server/without-password';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/** Codes by SQLSTATE; what is not here is `engine-error`. https://www.postgresql.org/docs/16/errcodes-appendix.html */
const codes: { readonly [state: string]: string } = {
  '23505': 'duplicate-id',
  '28000': 'unauthorized',
  '28P01': 'unauthorized',
  '42501': 'unauthorized',
  '42P01': 'not-found',
  '53100': 'no-space',
  '53200': 'out-of-memory',
  '53300': 'too-many-connections',
  '57014': 'timed-out',
};

/** The system's codes of a connection that is cut or refused, and PostgreSQL's for a server that goes or comes. */
const cut = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);
const going = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08006']);
const cutMessage = /^(Connection terminated|Client has encountered a connection error|timeout expired)/;

/**
 * An error of the client as the lab tells it: the death of the lab's own server and a full disk come first. `atOnce`: the
 * news of a death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function pgvectorError(
  error: unknown,
  { url, dataDir, own, atOnce }: { url: string; dataDir: string; own: Service | undefined; atOnce: boolean },
): Promise<Error> {
  if (error instanceof LabError || (error instanceof Error && error.name === 'AbortError')) return error;
  const { code: state = '', detail } = (error ?? {}) as { code?: string; detail?: string };
  const unreachable = cut.has(state) || going.has(state) || cutMessage.test(messageOf(error));
  const died = await own?.died(unreachable && !atOnce ? newsMs : 0);
  if (own && (unreachable || state === '53100') && isFull(dataDir)) return noSpace(dataDir, 'pgvector', error);
  if (died) return died;
  if (unreachable) {
    const what = `its server at ${withoutPassword(url)} does not answer: ${messageOf(error)}`;
    return new LabError({ code: 'unreachable', where: 'pgvector', what, remedy: 'see whether it runs', cause: error });
  }
  const code = codes[state] ?? vectorCode(messageOf(error)) ?? 'engine-error';
  const what = detail ? `${messageOf(error)} (${detail})` : messageOf(error);
  return new LabError({ code, where: 'pgvector', what, cause: error });
}

/** What pgvector refuses by itself, in its own words. */
function vectorCode(message: string): string | undefined {
  if (/expected \d+ dimensions|different vector dimensions/.test(message)) return 'wrong-dimension';
  if (/(NaN|infinite value) not allowed in vector/.test(message)) return 'not-finite';
  return undefined;
}
