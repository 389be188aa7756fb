import { addUp } from '../base/add-up';
import type { Finding, MissingRecord, SearchedRecord } from '../results/record';
import { efOf } from './ef-of';
import type { Estimate } from './estimate';
import { indexingOf } from './indexing';
import { ofTheCeiling } from './of-the-ceiling';
import { medianOver } from './over-runs';
import { pingOf } from './ping';
import { hitsByBuild } from './query-hits';
import { recallOver } from './recall-estimate';
import { dueIn, failedIn, requestsIn } from './run-values';
import type { SearchesSummary } from './summary';
import { summaryHead } from './summary-head';

/**
 * What is the same for every loop of searches, over the runs of one setting. `lost` are its cells that were not measured,
 * `further` findings beside those of the records.
 */
export function summariseSearches(
  records: readonly [SearchedRecord, ...SearchedRecord[]],
  lost: readonly MissingRecord[],
  further: readonly Finding[] = [],
): SearchesSummary {
  const [{ cell, answers }] = records;
  const builds = records.map(({ build }) => build.id);
  const ef = efOf(records[0]);
  const memory = (values: readonly number[]) => medianOver(values, builds, { seed: cell.seed });
  return {
    ...summaryHead(records, lost, further),
    k: answers.k,
    ...(ef === undefined ? {} : { ef }),
    builds: new Set(builds).size,
    ...recalls(records),
    samples: total(records.map(requestsIn)),
    failed: total(records.map(failedIn)),
    errors: addUp(records.map(({ errors }) => errors)),
    short: total(records.map(({ answers }) => answers.short)),
    duplicates: total(records.map(({ answers }) => answers.duplicates)),
    memory: {
      ...optional(
        'lab',
        records.map((record) => record.memory.after.lab),
        memory,
      ),
      ...optional(
        'engine',
        records.map((record) => record.memory.after.engine),
        memory,
      ),
    },
    indexing: indexingOf(records),
    ceiling: ofTheCeiling(records),
    ...pingOf(records),
  };
}

/** Strictly by id, and with ties; the same estimate where no tie made a difference, as it takes a while to make. */
function recalls(
  records: readonly [SearchedRecord, ...SearchedRecord[]],
): Pick<SearchesSummary, 'recall' | 'recallTies'> {
  const [first] = records;
  const over = (which: 'hits' | 'tieHits') => {
    const hits = hitsByBuild(records, which);
    return hits && recallOver(hits, dueIn(first), { seed: first.cell.seed });
  };
  const recall = over('hits');
  const tied = records.some(({ answers }) => answers.hits !== answers.tieHits);
  const recallTies = tied ? over('tieHits') : recall;
  return { ...(recall && { recall }), ...(recallTies && { recallTies }) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** An estimate under its name where every run has the value; a part of the runs would be another sample. */
function optional<Name extends string>(
  name: Name,
  values: readonly (number | undefined)[],
  over: (values: readonly number[]) => Estimate,
): Partial<{ [N in Name]: Estimate }> {
  const known = values.filter((value) => value !== undefined);
  const part: Partial<{ [N in Name]: Estimate }> = {};
  if (known.length === values.length) part[name] = over(known);
  return part;
}
