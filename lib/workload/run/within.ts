import { LabError } from '../../base/lab-error';

/**
 * Waits for work no longer than `ms`, and not at all once `signal` is aborted; the work gets a signal that says so.
 * Rejects with a LabError (`timed-out`) that names the work, or with the signal's reason. Work that does not heed its
 * signal is left behind.
 */
export async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const timer = setTimeout(
    () => {
      const error = new LabError({
        code: 'timed-out',
        where: what,
        what: `not done within ${ms / 1000} s`,
        remedy: 'allow more time',
      });
      ending.abort(error);
    },
    Math.min(ms, 2 ** 31 - 1),
  );
  const stop = (): void => ending.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const ended = new Promise<never>((_, reject) => {
      ending.signal.addEventListener('abort', () => reject(ending.signal.reason as Error), { once: true });
    });
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
