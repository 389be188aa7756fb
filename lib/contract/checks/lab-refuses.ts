import { LabError } from '../../base/lab-error';
import type { ContractCheck } from '../../engines/contract-check';
import type { Collection } from '../../engines/engine';
import { attempt } from '../attempt';
import { k } from '../nearest';
import { told } from '../words';

/** Codes and words that each refusal must carry. */
interface Case {
  readonly name: string;
  readonly code: string;
  readonly says: string;
  readonly act: () => Promise<unknown>;
}

/** In a measurement bad input never reaches an engine: its answer would be measured as an answer. */
export const labRefuses: ContractCheck = {
  name: 'lab-refuses-bad-input',
  question: 'Does its adapter refuse NaN, other dimensions, zero vectors under cosine, and k = 0, and say where?',
  async run(kit) {
    const { data, connection } = kit;
    const cosine = connection.capabilities.metrics.includes('cosine');
    const collection = await kit.open({ attributes: undefined, capacity: 4, ...(cosine && { metric: 'cosine' }) });
    const wrong: string[] = [];
    const cases = [
      ...badBatches(collection, data.vectors, data.dim, cosine),
      ...badQueries(collection, data.queries[0] as Float32Array),
    ];
    for (const { name, code, says, act } of cases) {
      const done = await attempt(act);
      if (done.ok) wrong.push(`${name} is let through`);
      else if (!(done.error instanceof LabError) || done.error.code !== code || !done.error.message.includes(says)) {
        wrong.push(`${name} is not refused as ${code} that says "${says}", but: ${told(done.error)}`);
      }
    }
    const count = await collection.count();
    if (count !== 0) wrong.push(`${count} vectors are there after all were refused`);
    if (wrong.length > 0) return { verdict: 'broken', what: `${wrong.join('; ')}.` };
    return { verdict: 'pass', what: `All ${cases.length} were refused before the engine saw them.` };
  },
};

function badBatches(collection: Collection, vectors: Float32Array, dim: number, cosine: boolean): Case[] {
  const two = (at: number, value: number): Float32Array => vectors.slice(0, 2 * dim).fill(value, at, at + 1);
  const insert = (numbers: Float32Array) => () => collection.insert({ ids: Uint32Array.of(1, 2), vectors: numbers });
  return [
    { name: 'NaN', code: 'not-finite', says: 'id 1: component 5 is NaN', act: insert(two(5, NaN)) },
    { name: '-Infinity', code: 'not-finite', says: 'id 2: component 0 is -Infinity', act: insert(two(dim, -Infinity)) },
    {
      name: 'a shorter vector',
      code: 'wrong-dimension',
      says: `${2 * dim - 1}`,
      act: insert(vectors.slice(0, 2 * dim - 1)),
    },
    ...(cosine
      ? [
          {
            name: 'a zero vector',
            code: 'zero-vector',
            says: 'id 2',
            act: insert(vectors.slice(0, 2 * dim).fill(0, dim)),
          },
        ]
      : []),
  ];
}

function badQueries(collection: Collection, query: Float32Array): Case[] {
  return [
    {
      name: 'a NaN query',
      code: 'not-finite',
      says: 'query',
      act: () => collection.search(query.slice().fill(NaN, 3, 4), k),
    },
    {
      name: 'a shorter query',
      code: 'wrong-dimension',
      says: 'query',
      act: () => collection.search(query.slice(1), k),
    },
    { name: 'k = 0', code: 'bad-k', says: 'k = 0', act: () => collection.search(query, 0) },
  ];
}
