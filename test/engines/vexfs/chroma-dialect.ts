import type { Doc, Store } from './store';
import type { Fault } from './faults';
import type { Dialect } from './stub';

interface Add {
  readonly ids: string[];
  readonly embeddings?: number[][];
  readonly metadatas?: Record<string, unknown>[];
  readonly documents?: string[];
}

interface Query {
  readonly query_embeddings: number[][];
  readonly n_results?: number;
  readonly where?: Record<string, unknown>;
  readonly include?: string[];
}

const versions = {
  unified: { name: 'VexFS Unified Server', status: 'healthy', version: '1.0.0' },
  wrapped: 'VexFS 1.0.0 (ChromaDB-compatible)',
};

export const chroma: Dialect = (store, { method, path, body }, faults) => {
  const { generation } = store;
  if (path === '/api/v1/version') return versions[generation];
  const [name, action] = /^\/api\/v1\/collections(?:\/([^/]+)(?:\/(\w+))?)?$/.exec(path)?.slice(1) ?? ['-', '-'];
  switch (`${method} ${name === undefined ? 'all' : (action ?? 'one')}`) {
    case 'GET all': {
      const names = store.collections.map((each) => each.name);
      return generation === 'unified' ? { collections: names } : names.map((each) => ({ id: 'an-id', name: each }));
    }
    case 'POST all': {
      const asked = JSON.parse(body) as { name: string; metadata?: object; get_or_create?: boolean };
      const made = store.create(asked.name, asked.metadata, asked.get_or_create === true);
      return { id: 'an-id', name: made.name, metadata: made.metadata };
    }
    case 'DELETE one':
      store.find(name as string);
      store.delete(name as string);
      return generation === 'unified' ? null : `Deleted collection: ${name}`;
    case 'POST add': {
      const docs = docsOf(JSON.parse(body) as Add);
      store.add(store.find(name as string), docs);
      return generation === 'unified' ? { success: true } : `Added ${docs.length} documents`;
    }
    case 'POST query':
      return query(store, name as string, JSON.parse(body) as Query, faults);
    default:
      return undefined;
  }
};

const docsOf = ({ ids, embeddings, metadatas, documents }: Add): Doc[] =>
  ids.map((id, i) => ({ id, embedding: embeddings?.[i], metadata: metadatas?.[i], document: documents?.[i] }));

function query(store: Store, name: string, asked: Query, faults: ReadonlySet<Fault>): object {
  const collection = store.find(name);
  const {
    query_embeddings: queries,
    n_results = 10,
    where = {},
    include = ['distances', 'metadatas', 'documents'],
  } = asked;
  const passes = ({ metadata }: Doc): boolean =>
    faults.has('where-ignored') || Object.entries(where).every(([key, value]) => metadata?.[key] === value);
  const answered = faults.has('batch-answers-first-query-only') ? queries.slice(0, 1) : queries;
  const found = answered.map((each) => store.nearest(collection, each, n_results, passes));
  const has = (part: string): boolean => faults.has('include-ignored') || include.includes(part);
  const documentOf = ({ document }: Doc): string | null => (faults.has('documents-null') ? null : (document ?? null));
  return {
    ids: found.map((hits) => hits.map(({ doc }) => doc.id)),
    distances: has('distances') ? found.map((hits) => hits.map(({ distance }) => distance)) : null,
    metadatas: has('metadatas') ? found.map((hits) => hits.map(({ doc }) => doc.metadata ?? null)) : null,
    documents: has('documents') ? found.map((hits) => hits.map(({ doc }) => documentOf(doc))) : null,
  };
}
