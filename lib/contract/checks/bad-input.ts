import type { ContractCheck, ContractSample } from '../../engines/contract-check';
import { k, usualMetric } from '../nearest';
import { type BadInput, handOver } from './hand-over';
import { settle } from '../settle';

/** An id that no good row has. */
const badId = 7;

const inserting = (name: string, vector: Float32Array): BadInput => ({
  name,
  async act(collection) {
    await collection.insert({ ids: Uint32Array.of(badId), vectors: vector });
    await settle(collection);
  },
});

const asking = (name: string, query: Float32Array): BadInput => ({
  name,
  act: (collection) => collection.search(query, k),
});

const first = ({ queries }: ContractSample): Float32Array => queries[0] as Float32Array;

function spoiled(data: ContractSample, value: number): Float32Array {
  const vector = first(data).slice();
  vector[3] = value;
  return vector;
}

const longer = (data: ContractSample): Float32Array => Float32Array.of(...first(data), 1);
const shorter = (data: ContractSample): Float32Array => first(data).slice(1);

const loading = 'Check vectors before you load them; the engine does not.';
const both = 'Check vectors and queries before you hand them over; the engine does not.';
const searching = 'Check queries before you send them; the engine does not.';

export const wrongDimensionInsert: ContractCheck = {
  name: 'wrong-dimension-insert',
  question: 'Does it refuse a vector of another dimension?',
  run: (kit) => {
    const inputs = [inserting('One component less', shorter(kit.data)), inserting('One more', longer(kit.data))];
    return handOver(kit, usualMetric(kit.connection.capabilities), inputs, loading);
  },
};

export const wrongDimensionQuery: ContractCheck = {
  name: 'wrong-dimension-query',
  question: 'Does it refuse a query of another dimension?',
  run: (kit) => {
    const inputs = [asking('One component less', shorter(kit.data)), asking('One more', longer(kit.data))];
    return handOver(kit, usualMetric(kit.connection.capabilities), inputs, searching);
  },
};

export const notFiniteInsert: ContractCheck = {
  name: 'not-finite-insert',
  question: 'Does it refuse a vector with NaN or infinity in it?',
  run: (kit) => {
    const inputs = [inserting('NaN', spoiled(kit.data, NaN)), inserting('Infinity', spoiled(kit.data, Infinity))];
    return handOver(kit, usualMetric(kit.connection.capabilities), inputs, loading);
  },
};

export const notFiniteQuery: ContractCheck = {
  name: 'not-finite-query',
  question: 'Does it refuse a query with NaN or infinity in it?',
  run: (kit) => {
    const inputs = [asking('NaN', spoiled(kit.data, NaN)), asking('Infinity', spoiled(kit.data, Infinity))];
    return handOver(kit, usualMetric(kit.connection.capabilities), inputs, searching);
  },
};

export const zeroVector: ContractCheck = {
  name: 'zero-vector',
  question: 'Does it refuse a vector of length 0 under cosine, where it has no direction?',
  async run(kit) {
    if (!kit.connection.capabilities.metrics.includes('cosine')) {
      return { verdict: 'not-applicable', what: 'It declares no cosine.' };
    }
    const zero = new Float32Array(kit.data.dim);
    return handOver(kit, 'cosine', [inserting('As a vector', zero), asking('As a query', zero)], both);
  },
};
