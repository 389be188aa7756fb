import { LabError, messageOf } from '../../base/lab-error';
import type { Service } from '../process/service';
import { withoutPassword } from '../server/without-password';

/** How long the news of a server's death may come after the broken connection, milliseconds. */
const newsMs = 1000;

/**
 * A failure to get any answer as the lab tells it; the death of the lab's own server comes first. `atOnce`: the news of a
 * death is not waited for, since the wait would be measured as the latency of a failure.
 */
export async function vexfsError(
  error: unknown,
  { url, own, atOnce, signal }: { url: string; own?: Service; atOnce: boolean; signal?: AbortSignal },
): Promise<unknown> {
  if (error instanceof LabError || signal?.aborted) return error;
  const died = await own?.died(atOnce ? 0 : newsMs);
  if (died) return died;
  const late = /TIMEOUT/.test(String((error as { code?: unknown }).code));
  return new LabError({
    code: late ? 'timed-out' : 'unreachable',
    where: 'vexfs',
    what: `its server at ${withoutPassword(url)} ${late ? 'took too long to answer' : 'does not answer'}: ${messageOf(error)}`,
    remedy: 'see whether it runs',
    cause: error,
  });
}
