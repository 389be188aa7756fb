/** A figure of one run, with what limits it, or why it has none. */
export type Reading = { readonly value: number; readonly limit?: string } | { readonly why: string };
