/** What VexFS's server does wrong, by the name of the check that shows it. */
export const unifiedFaults = [
  'distance-setting-ignored',
  'batch-answers-first-query-only',
  'where-ignored',
  'include-ignored',
  'documents-null',
  'create-wipes-existing',
  'get-or-create-wipes',
  'wrong-dimension-accepted',
  'zero-vector-accepted',
  'fewer-embeddings-than-ids-accepted',
  'errors-are-empty-500s',
  'body-over-2-mib-refused',
  'qdrant-dialect-keyword-filter-empty',
  'qdrant-dialect-integer-filter-ignores-bounds',
  'tokens-unsigned',
  'wrong-key-may-read',
  'health-figures-constant',
  'api-absences',
] as const;

export type Fault = (typeof unifiedFaults)[number];

/** Those that the older generation shares. */
export const wrappedFaults: readonly Fault[] = [
  'distance-setting-ignored',
  'where-ignored',
  'create-wipes-existing',
  'get-or-create-wipes',
  'wrong-dimension-accepted',
  'zero-vector-accepted',
  'body-over-2-mib-refused',
  'wrong-key-may-read',
  'api-absences',
];
