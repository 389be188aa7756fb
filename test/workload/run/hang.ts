/** Does not end. */
export const hang = (): Promise<never> => new Promise(() => undefined);
