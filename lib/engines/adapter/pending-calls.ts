import { LabError, messageOf } from '../../base/lab-error';

/** A call to a worker thread or process, answered by a {@link Reply} of the same id. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { code: string; what: string; remedy?: string } };

/** Calls that have no answer yet. */
export interface PendingCalls {
  /** Posts a call and resolves with its answer; rejects at once after the end. */
  call(method: string, argument: unknown): Promise<unknown>;
  answer(reply: Reply): void;
  /** Rejects all that wait and all later ones; the first error stays. */
  end(error: LabError): void;
  count(): number;
}

/**
 * Keeps the calls to whoever `post` reaches.
 * @param where the engine, for errors
 * @param hold called with true when the first call waits, with false when none does any more: only a call that waits keeps
 * the program alive
 */
export function pendingCalls(
  where: string,
  post: (call: Call) => void,
  hold: (waiting: boolean) => void,
): PendingCalls {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let ended: LabError | undefined;
  return {
    call(method, argument) {
      if (ended) return Promise.reject(ended);
      const id = ++lastId;
      if (waiting.size === 0) hold(true);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ id, method, argument });
      });
    },
    answer(reply) {
      const call = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) hold(false);
      if ('error' in reply) call?.reject(new LabError({ where, ...reply.error }));
      else call?.resolve(reply.value);
    },
    end(error) {
      ended ??= error;
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
      hold(false);
    },
    count: () => waiting.size,
  };
}

/** An error as it goes over to the caller, who makes a LabError of it again. */
export function errorReply(id: number, error: unknown): Reply {
  const told = error instanceof LabError ? error : { code: 'engine-error', what: messageOf(error) };
  return { id, error: { code: told.code, what: told.what, ...('remedy' in told && { remedy: told.remedy }) } };
}
