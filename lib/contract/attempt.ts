/** What came of a call that may well fail: its value, or the error it rejected with. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Error };

export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }
}

/** The code of a LabError, by which engines' errors compare; `` for any other. */
export const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
