import type { Metric } from '../../../datasets/dataset';
import type { ContractCheck, ContractKit } from '../../contract-check';
import { addBodies } from '../add-bodies';
import { answerOf } from '../answer';
import { withRaw } from './raw';

const k = 10;

/** A collection that is asked for Euclidean distance must be answered by it. */
export const distanceSettingIgnored: ContractCheck = {
  name: 'distance-setting-ignored',
  question: 'Does the distance that a collection is created with rank its answers?',
  async run(kit) {
    const answers = await answersOf(kit);
    const [l2, cosine] = [recallOf(kit, answers, 'l2'), recallOf(kit, answers, 'cosine')];
    const numbers = { recallOfL2: l2, recallOfCosine: cosine };
    const what = `Asked for euclidean, recall@${k} is ${l2.toFixed(3)} against the L2 truth and ${cosine.toFixed(3)} against the cosine truth`;
    if (l2 >= 0.99) return { verdict: 'pass', what: `${what}.`, numbers };
    const advice = 'Compare it under cosine only; do not use it where another distance is needed.';
    return { verdict: 'finding', what: `${what}: the setting is stored and not used.`, numbers, advice };
  },
};

function answersOf(kit: ContractKit): Promise<number[][]> {
  const { ids, vectors, dim, queries } = kit.data;
  return withRaw(
    kit,
    async (raw) => {
      for (const { json } of addBodies({ ids, vectors }, dim)) {
        answerOf(await raw.send('POST', `${raw.path}/add`, json), raw.generation);
      }
      const answers: number[][] = [];
      for (const query of queries) {
        const answer = await raw.query({ query_embeddings: [Array.from(query)], n_results: k });
        answers.push((answer.ids[0] ?? []).map(Number));
      }
      return answers;
    },
    // Both spellings that a client of Chroma's dialect may use.
    { distance: 'euclidean', 'hnsw:space': 'l2' },
  );
}

function recallOf(kit: ContractKit, answers: readonly number[][], metric: Metric): number {
  const hits = answers.map((ids, i) => {
    const truth = kit.nearest(metric, kit.data.queries[i] as Float32Array, k);
    return truth.filter((id) => ids.includes(id)).length;
  });
  return hits.reduce((sum, n) => sum + n, 0) / (k * answers.length);
}
