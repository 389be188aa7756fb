import type { PublishedRow } from './published-row';

/** What a VectorDBBench run was of. `loads`: it counts vectors and measures no search. */
export interface BenchCase extends Pick<PublishedRow, 'dataset' | 'rows' | 'dim' | 'filter'> {
  readonly kind: 'search' | 'streaming' | 'loads' | 'text';
}

const cohere10M = { kind: 'search', dataset: 'Cohere 10M', rows: 10_000_000, dim: 768 } as const;
const cohere1M = { kind: 'search', dataset: 'Cohere 1M', rows: 1_000_000, dim: 768 } as const;
const openai500K = { kind: 'search', dataset: 'OpenAI 500K', rows: 500_000, dim: 1536 } as const;
const openai5M = { kind: 'search', dataset: 'OpenAI 5M', rows: 5_000_000, dim: 1536 } as const;
const [first, most] = ['the first 1 % of ids excluded', 'the first 99 % of ids excluded'];

/** Its cases by number, as its `backend/cases.py` defines them. */
const cases: { readonly [id: string]: BenchCase } = {
  1: { kind: 'loads', dataset: 'SIFT, repeated until full', dim: 128, filter: 'none' },
  2: { kind: 'loads', dataset: 'GIST, repeated until full', dim: 960, filter: 'none' },
  4: { ...cohere10M, filter: 'none' },
  5: { ...cohere1M, filter: 'none' },
  6: { ...cohere10M, filter: first },
  7: { ...cohere1M, filter: first },
  8: { ...cohere10M, filter: most },
  9: { ...cohere1M, filter: most },
  10: { ...openai500K, filter: 'none' },
  11: { ...openai5M, filter: 'none' },
  12: { ...openai500K, filter: first },
  13: { ...openai5M, filter: first },
  14: { ...openai500K, filter: most },
  15: { ...openai5M, filter: most },
};

/** Cases over a dataset that the run names; the share that the filter leaves is not in the table. */
const named: { readonly [id: string]: Pick<BenchCase, 'kind' | 'filter'> } = {
  200: { kind: 'streaming', filter: 'none' },
  300: { kind: 'search', filter: 'a label; its share is not in the table' },
  400: { kind: 'search', filter: 'ids; the share excluded is not in the table' },
  503: { kind: 'text' },
};

const sizes: { readonly [size: string]: BenchCase } = {
  'Large Cohere (768dim, 10M)': cohere10M,
  'Medium Cohere (768dim, 1M)': cohere1M,
};

/** The case of a run; undefined where its number or dataset is not known here. */
export function benchCase(id: string, dataset: string): BenchCase | undefined {
  const kind = named[id];
  if (!kind) return cases[id];
  const known = sizes[dataset];
  if (known) return { ...known, ...kind };
  const documents = /\(([\d.]+)([KM]) documents\)/.exec(dataset);
  if (kind.kind !== 'text' || !documents) return undefined;
  return { ...kind, dataset, rows: Math.round(Number(documents[1]) * (documents[2] === 'M' ? 1e6 : 1e3)) };
}
