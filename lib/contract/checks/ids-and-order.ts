import type { Metric } from '../../datasets/dataset';
import type { ContractCheck, ContractKit, ContractSample, Outcome } from '../../engines/contract-check';
import { distance } from '../../exact/distance';
import { k } from '../nearest';
import { plain } from '../plain';
import { sentences, short } from '../words';
import { bestRelation } from './distance-relation';

/** Up to here a returned distance is the computed one, rounded; up to there it comes from shortened vectors. */
const rounded = 1e-3;
const shortened = 0.05;

/** The lab uses no engine's distances; their scale is a fact for whoever does. */
export const idsAndOrder: ContractCheck = {
  name: 'ids-and-order',
  question: 'Are answers k known ids, nearest first, and what are the distances that come with them?',
  async run(kit) {
    const seen: Seen[] = [];
    for (const metric of kit.connection.capabilities.metrics) seen.push(await look(kit, metric));
    const faults = seen.flatMap(({ metric, faults }) => faults.map((fault) => `By ${metric} ${fault}`));
    if (faults.length > 0) {
      return { verdict: 'finding', what: sentences(faults), numbers: numbersOf(seen), advice };
    }
    return { verdict: 'fact', what: sentences(seen.map(scaleText)), numbers: numbersOf(seen) };
  },
};

const advice = 'Compute distances and order again from the ids, as the lab does.';

interface Seen {
  readonly metric: Metric;
  /** What is wrong. */
  readonly faults: string[];
  /** What the distances are, and by how much they are off. */
  readonly scale?: { readonly name: string; readonly off: number };
}

async function look(kit: ContractKit, metric: Metric): Promise<Seen> {
  const { collection, data } = await plain(kit, 1000, { metric });
  const [given, exact]: [number[], number[]] = [[], []];
  const counts = { strange: 0, twice: 0, short: 0, disordered: 0 };
  for (const query of data.queries) {
    const answer = await collection.search(query, k);
    const ids = Array.from(answer.ids);
    const own = ids.map((id) => distanceTo(data, metric, query, id));
    counts.strange += own.filter(Number.isNaN).length;
    counts.twice += ids.length - new Set(ids).size;
    if (ids.length !== k) counts.short++;
    if (!ascends(own)) counts.disordered++;
    exact.push(...own);
    if (answer.distances) given.push(...Array.from(answer.distances));
  }
  const of = `of ${data.queries.length} answers`;
  const faults = [
    ...(counts.strange > 0 ? [`${counts.strange} ids are answered that were never inserted`] : []),
    ...(counts.twice > 0 ? [`${counts.twice} ids are answered twice`] : []),
    ...(counts.short > 0 ? [`${counts.short} ${of} do not have ${k} ids`] : []),
    ...(counts.disordered > 0 ? [`${counts.disordered} ${of} are not nearest first`] : []),
  ];
  if (given.length === 0 || counts.strange > 0) return { metric, faults };
  if (given.length !== exact.length) return { metric, faults: [...faults, 'some answers lack distances'] };
  const { relation, off } = bestRelation(metric, given, exact);
  if (off > shortened) {
    const nearest = `the nearest relation is ${relation.name}, up to ${short(100 * off)} % off`;
    faults.push(`the returned distances are no function of the true ones: ${nearest}`);
  }
  return { metric, faults, scale: { name: relation.name, off } };
}

const scaleText = ({ metric, scale }: Seen): string => {
  if (!scale) return `By ${metric} it returns no distances`;
  const off = scale.off > rounded ? `, up to ${short(100 * scale.off)} % off` : '';
  return `By ${metric} it returns ${scale.name}${off}`;
};

const numbersOf = (seen: readonly Seen[]): Outcome['numbers'] =>
  Object.fromEntries(
    seen.flatMap(({ metric, scale }) => (scale && Number.isFinite(scale.off) ? [[`${metric} off`, scale.off]] : [])),
  );

/** NaN for an id that is not there. */
function distanceTo({ ids, vectors, dim }: ContractSample, metric: Metric, query: Float32Array, id: number): number {
  const row = ids.indexOf(id);
  return row < 0 ? NaN : distance(metric, vectors, row * dim, query, 0, dim);
}

/** Allows for an engine that computes in float32. */
const ascends = (distances: readonly number[]): boolean =>
  distances.every((d, i) => {
    const before = distances[i - 1] ?? -Infinity;
    return i === 0 || Number.isNaN(d) || Number.isNaN(before) || d >= before - 1e-4 * Math.abs(before) - 1e-5;
  });
