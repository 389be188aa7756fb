import type { ContractCheck } from '../../contract-check';
import { apiAbsences } from './api-absences';
import { batchAnswersFirstQueryOnly } from './batch-answers-first-query-only';
import { bodyOver2MibRefused } from './body-over-2-mib-refused';
import { createWipesExisting, getOrCreateWipes } from './create-wipes-existing';
import { distanceSettingIgnored } from './distance-setting-ignored';
import { documentsNull } from './documents-null';
import { errorsAreEmpty500s } from './errors-are-empty-500s';
import { fewerEmbeddingsThanIdsAccepted } from './fewer-embeddings-than-ids-accepted';
import { healthFiguresConstant } from './health-figures-constant';
import { includeIgnored } from './include-ignored';
import { qdrantDialectIntegerFilterIgnoresBounds, qdrantDialectKeywordFilterEmpty } from './qdrant-dialect';
import { tokensUnsigned } from './tokens-unsigned';
import { whereIgnored } from './where-ignored';
import { wrongDimensionAccepted } from './wrong-dimension-accepted';
import { wrongKeyMayRead } from './wrong-key-may-read';
import { zeroVectorAccepted } from './zero-vector-accepted';

/** What VexFS's server answers as if all were well: each shown by a raw request, and passed where it is mended. */
export const vexfsChecks: readonly ContractCheck[] = [
  distanceSettingIgnored,
  batchAnswersFirstQueryOnly,
  whereIgnored,
  includeIgnored,
  documentsNull,
  createWipesExisting,
  getOrCreateWipes,
  wrongDimensionAccepted,
  zeroVectorAccepted,
  fewerEmbeddingsThanIdsAccepted,
  errorsAreEmpty500s,
  bodyOver2MibRefused,
  qdrantDialectKeywordFilterEmpty,
  qdrantDialectIntegerFilterIgnoresBounds,
  tokensUnsigned,
  wrongKeyMayRead,
  healthFiguresConstant,
  apiAbsences,
];
