/** What of a workload of batches is no part of its line: the size, and with it how many requests carry the queries asked. */
export const alongSizes = { size: null, requests: null, warmup: null } as const;
