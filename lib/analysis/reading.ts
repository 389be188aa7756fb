/** A figure of one run, or why it has none. */
export type Reading = { readonly value: number } | { readonly why: string };
