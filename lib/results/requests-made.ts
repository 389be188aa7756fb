/** What clients sent: what failed as well, and writes between the searches; nothing that an open loop found no room for. */
export const requestsMade = ({
  requests,
  errors,
  writes = 0,
}: {
  readonly requests: number;
  /** Requests that failed, by kind. */
  readonly errors: { readonly [kind: string]: number };
  readonly writes?: number | undefined;
}): number => requests + writes - (errors['not-sent'] ?? 0);
