import type { ContractCheck } from '../../engines/contract-check';
import { identity, ping, unknownOption } from './about';
import { attach } from './attach';
import { notFiniteInsert, notFiniteQuery, wrongDimensionInsert, wrongDimensionQuery, zeroVector } from './bad-input';
import { batchedSearch } from './batched-search';
import { bigBatch } from './big-batch';
import { collectionsApart } from './collections';
import { concurrentClients, eventLoop } from './concurrency';
import { remove } from './delete';
import { duplicateId } from './duplicate-id';
import { durabilityChecks } from './durability';
import { emptyCollection, kOverCount } from './few-vectors';
import { filterChecks } from './filter';
import { idsAndOrder } from './ids-and-order';
import { createIngestCount } from './ingest';
import { labRefuses } from './lab-refuses';
import { loopbackCheck } from './listening';
import { recallChecks } from './recall';
import { efChangesRecall, readBack } from './search-effort';
import { textAttributes } from './text-attributes';

/** The questions that every engine is asked, in this order: the last ones may leave an engine dead. */
export const commonChecks: readonly ContractCheck[] = [
  identity,
  ping,
  loopbackCheck(),
  unknownOption,
  createIngestCount,
  ...recallChecks,
  idsAndOrder,
  kOverCount,
  emptyCollection,
  bigBatch,
  collectionsApart,
  remove,
  duplicateId,
  ...filterChecks,
  textAttributes,
  readBack,
  efChangesRecall,
  concurrentClients,
  batchedSearch,
  attach,
  eventLoop,
  ...durabilityChecks(),
  labRefuses,
  wrongDimensionQuery,
  notFiniteQuery,
  wrongDimensionInsert,
  notFiniteInsert,
  zeroVector,
];
