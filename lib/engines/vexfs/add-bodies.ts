import type { Batch } from '../engine';

/** What the server takes in one request; more is answered with 413. */
export const bodyLimit = 2 * 1024 * 1024;

/** One request of `add` and how many vectors it carries. */
export interface AddBody {
  readonly json: string;
  readonly rows: number;
}

/**
 * Cuts a batch of vectors of `dim` numbers into bodies of at most `limit` bytes each, as full as they go. A vector that is
 * more by itself gets a body of its own, which the server then refuses.
 */
export function* addBodies({ ids, vectors, attributes }: Batch, dim: number, limit = bodyLimit): Generator<AddBody> {
  const frame = '{"ids":[],"embeddings":[],"metadatas":[]}'.length;
  let [idTexts, embeddings, metadatas, bytes]: [string[], string[], string[], number] = [[], [], [], frame];
  const body = (): AddBody => {
    const parts = [`"ids":[${idTexts.join()}]`, `"embeddings":[${embeddings.join()}]`];
    if (attributes) parts.push(`"metadatas":[${metadatas.join()}]`);
    return { json: `{${parts.join()}}`, rows: idTexts.length };
  };
  for (let row = 0; row < ids.length; row++) {
    const id = `"${ids[row]}"`;
    const embedding = JSON.stringify(Array.from(vectors.subarray(row * dim, (row + 1) * dim)));
    const metadata = attributes ? JSON.stringify(attributes[row]) : '';
    const more = id.length + embedding.length + Buffer.byteLength(metadata) + ',,,'.length;
    if (idTexts.length > 0 && bytes + more > limit) {
      yield body();
      [idTexts, embeddings, metadatas, bytes] = [[], [], [], frame];
    }
    idTexts.push(id);
    embeddings.push(embedding);
    metadatas.push(metadata);
    bytes += more;
  }
  if (idTexts.length > 0) yield body();
}
