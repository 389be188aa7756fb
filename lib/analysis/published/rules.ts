import { inFlightLimit } from './in-flight-limit';
import { littlesLaw } from './littles-law';
import { loadTime } from './load-time';
import { ndcgLimits } from './ndcg-limits';
import { oneBuild } from './one-build';
import { percentileOrder } from './percentile-order';
import { ranges } from './ranges';
import { recallOne } from './recall-one';
import { recallRises } from './recall-rises';
import { repeatedDigits } from './repeated-digits';
import { repeatedRun } from './repeated-run';
import { rowCount } from './row-count';
import type { Rule } from './rule';
import { serialFloor } from './serial-floor';
import { zeros } from './zeros';

/** Every rule that published figures are held against. */
export const publishedRules: readonly Rule[] = [
  littlesLaw,
  inFlightLimit,
  serialFloor,
  percentileOrder,
  ranges,
  zeros,
  recallOne,
  ndcgLimits,
  recallRises,
  loadTime,
  rowCount,
  oneBuild,
  repeatedDigits,
  repeatedRun,
];
