/** Many may share it, or one have it alone; who wants it alone goes before those who come later to share it. */
export interface ReadWriteLock {
  shared<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function readWriteLock(): ReadWriteLock {
  let sharing = 0;
  /** Ends when everybody who has it alone, or waits to, has let go; undefined when there is nobody. */
  let closed: Promise<void> | undefined;
  let onEmpty: (() => void) | undefined;

  return {
    async shared(work) {
      while (closed) await closed;
      sharing++;
      try {
        return await work();
      } finally {
        if (--sharing === 0) onEmpty?.();
      }
    },
    async alone(work) {
      const before = closed;
      const turn = (async () => {
        await before;
        if (sharing > 0) await new Promise<void>((resolve) => (onEmpty = resolve));
        onEmpty = undefined;
        return work();
      })();
      const mine = turn.then(
        () => undefined,
        () => undefined,
      );
      closed = mine;
      try {
        return await turn;
      } finally {
        if (closed === mine) closed = undefined;
      }
    },
  };
}
