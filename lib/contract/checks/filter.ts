import type { AttributeValue } from '../../datasets/dataset';
import type { ContractCheck, ContractKit, ContractSample, Outcome } from '../../engines/contract-check';
import type { AttributeKind, Collection, Filter } from '../../engines/engine';
import { attempt, codeOf } from '../attempt';
import { k, nearest, usualMetric } from '../nearest';
import { firstRows, sampleKinds } from '../sample';
import { settle } from '../settle';
import { short, told } from '../words';
import { unfiltered } from './unfiltered';

const rows = 600;
const advice = 'Check the attributes of what it answers with, or do not filter with it.';
const shortAdvice =
  'Answers are short: fewer hits than pass. Count what it answers with, and raise the search effort or do not filter with it.';
const missedAdvice = 'The nearest that pass are missed: raise the search effort where filters are asked.';
/** Codes by which an adapter says that its engine cannot be asked this. */
const refusals = ['not-supported', 'bad-filter'];

/** What each kind is asked for: both booleans and 0, which `if (value)` loses. */
const asked: Readonly<
  Record<AttributeKind, { readonly attribute: string; readonly values: readonly AttributeValue[] }>
> = {
  text: { attribute: 'colour', values: ['green', 'red'] },
  boolean: { attribute: 'even', values: [true, false] },
  number: { attribute: 'rank', values: [0, 37] },
};

const kindChecks = (['text', 'boolean', 'number'] as const).map((kind): ContractCheck => ({
  name: `filter-${kind}`,
  question: `Does every hit pass a filter by ${kind}, and are the nearest of those that pass found?`,
  run: (kit) =>
    filtering(kit, async (collection, data) => {
      const { attribute, values } = asked[kind];
      const seen = { asked: 0, hits: 0, wrong: 0, missed: 0 };
      for (const equals of values) {
        for (const query of data.queries.slice(0, 10)) {
          await count(seen, kit, collection, data, query, { attribute, equals });
        }
      }
      return outcomeOf(seen, `by ${attribute} = ${values.map((value) => JSON.stringify(value)).join(' or ')}`);
    }),
}));

/** Filters are asked with k = 10, which fewer than 10 rows pass here. */
const few: ContractCheck = {
  name: 'filter-fewer-than-k',
  question: 'Does a filter that fewer than k vectors pass find all of them and nothing else?',
  run: (kit) =>
    filtering(kit, async (collection, data) => {
      const seen = { asked: 0, hits: 0, wrong: 0, missed: 0 };
      for (const query of data.queries.slice(0, 10)) {
        await count(seen, kit, collection, data, query, { attribute: 'rank', equals: 99 });
      }
      return outcomeOf(seen, `of ${rows / 100} vectors that pass, k = ${k}`);
    }),
};

const nothing: ContractCheck = {
  name: 'filter-nothing-passes',
  question: 'Does a filter that no vector passes find nothing?',
  run: (kit) =>
    filtering(kit, async (collection, data) => {
      const filter = { attribute: 'colour', equals: 'ultraviolet' };
      const { ids } = await collection.search(data.queries[0] as Float32Array, k, filter);
      return {
        verdict: ids.length === 0 ? 'pass' : 'finding',
        what: `It answers with ${ids.length} ids where no vector passes.`,
        numbers: { answered: ids.length },
        ...(ids.length > 0 && { advice }),
      };
    }),
};

const absent: ContractCheck = {
  name: 'filter-null',
  question: 'Can it be asked for the vectors that lack an attribute?',
  run: (kit) =>
    filtering(kit, async (collection, data) => {
      const seen = { asked: 0, hits: 0, wrong: 0, missed: 0 };
      for (const query of data.queries.slice(0, 10)) {
        await count(seen, kit, collection, data, query, { attribute: 'colour', equals: null });
      }
      return outcomeOf(seen, 'by colour = null');
    }),
};

export const filterChecks: readonly ContractCheck[] = [...kindChecks, few, nothing, absent];

interface Seen {
  asked: number;
  hits: number;
  /** Hits that do not pass. */
  wrong: number;
  /** Of the true nearest that pass. */
  missed: number;
}

/** Runs a look at a collection with attributes; says of an engine without filters that it says so itself. */
async function filtering(
  kit: ContractKit,
  look: (collection: Collection, data: ContractSample) => Promise<Outcome>,
): Promise<Outcome> {
  if (!kit.connection.capabilities.filter) return unfiltered(kit);
  const data = firstRows(kit.data, rows, true);
  const collection = await kit.open({ capacity: rows, attributes: sampleKinds });
  await collection.insert(data);
  await settle(collection);
  const looked = await attempt(() => look(collection, data));
  if (looked.ok) return looked.value;
  if (!refusals.includes(codeOf(looked.error))) throw looked.error;
  return { verdict: 'fact', what: `It refuses: ${told(looked.error)}.` };
}

async function count(
  seen: Seen,
  kit: ContractKit,
  collection: Collection,
  data: ContractSample,
  query: Float32Array,
  filter: Filter,
): Promise<void> {
  const passes = (row: number): boolean => data.attributes?.[row]?.[filter.attribute] === filter.equals;
  const due = nearest(data, usualMetric(kit.connection.capabilities), query, k, passes);
  const ids = Array.from((await collection.search(query, k, filter)).ids);
  seen.asked += due.length;
  seen.hits += ids.length;
  seen.wrong += ids.filter((id) => !passes(data.ids.indexOf(id))).length;
  seen.missed += due.filter((id) => !ids.includes(id)).length;
}

function outcomeOf({ asked, hits, wrong, missed }: Seen, how: string): Outcome {
  const found = 1 - missed / asked;
  const good = wrong === 0 && found >= 0.95;
  const advised = wrong > 0 ? advice : hits < asked ? shortAdvice : missedAdvice;
  return {
    verdict: good ? 'pass' : 'finding',
    what: `${wrong} of ${hits} hits do not pass, and ${short(100 * found)} % of the nearest that pass are found, ${how}.`,
    numbers: { hits, wrong, found },
    ...(!good && { advice: advised }),
  };
}
