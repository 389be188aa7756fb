/** Requests of one chunk; small enough that a new one is no pause in the window. */
const chunkRequests = 1024;

interface Chunk {
  numbers: Uint32Array;
  ids: Uint32Array;
  counts: Uint16Array;
  latencies: Float64Array;
  failed: Uint8Array;
}

/** Of all requests: answers with more than k ids, and ids among the first k that are no unsigned 32-bit number. */
interface LeftOut {
  long: number;
  notIds: number;
}

/** What came back, request by request, of a window whose length nobody knows before it ends. */
export interface AnswerLog {
  /** The number that the request has among those of all who ask together. */
  asked(request: number, number: number): void;
  /** Keeps the first k ids, and counts what it leaves out. */
  answered(request: number, ids: ArrayLike<number>): void;
  failed(request: number): void;
  took(request: number, ns: number): void;
  /** The first so many requests, each array in one piece, and what was left out of all. */
  whole(requests: number): Chunk & LeftOut;
}

/**
 * Room for `expected` requests is made at once, more in chunks as it is needed: what is written is never moved. The room is written
 * to beforehand: memory that the system gives only when it is used would look like a leak of what is measured.
 */
export function answerLog(k: number, expected: number): AnswerLog {
  const chunks: Chunk[] = [];
  const chunkOf = (request: number): Chunk => {
    const place = Math.floor(request / chunkRequests);
    while (chunks.length <= place) chunks.push(newChunk(chunkRequests, k));
    return chunks[place] as Chunk;
  };
  if (expected > 0) chunkOf(expected - 1);
  for (const chunk of chunks) for (const array of Object.values(chunk) as Chunk[keyof Chunk][]) array.fill(0);
  const leftOut: LeftOut = { long: 0, notIds: 0 };
  return {
    asked(request, number) {
      chunkOf(request).numbers[request % chunkRequests] = number;
    },
    answered(request, ids) {
      const chunk = chunkOf(request);
      const at = request % chunkRequests;
      const given = Math.min(ids.length, k);
      let kept = 0;
      for (let place = 0; place < given; place += 1) {
        const id = ids[place] as number;
        if (id >>> 0 === id) chunk.ids[at * k + kept++] = id;
      }
      chunk.counts[at] = kept;
      if (ids.length > k) leftOut.long += 1;
      leftOut.notIds += given - kept;
    },
    failed(request) {
      chunkOf(request).failed[request % chunkRequests] = 1;
    },
    took(request, ns) {
      chunkOf(request).latencies[request % chunkRequests] = ns;
    },
    whole(requests) {
      const all = newChunk(requests, k);
      chunks.forEach((chunk, place) => {
        const from = place * chunkRequests;
        const count = Math.min(chunkRequests, requests - from);
        if (count <= 0) return;
        all.numbers.set(chunk.numbers.subarray(0, count), from);
        all.ids.set(chunk.ids.subarray(0, count * k), from * k);
        all.counts.set(chunk.counts.subarray(0, count), from);
        all.latencies.set(chunk.latencies.subarray(0, count), from);
        all.failed.set(chunk.failed.subarray(0, count), from);
      });
      return { ...all, ...leftOut };
    },
  };
}

const newChunk = (requests: number, k: number): Chunk => ({
  numbers: new Uint32Array(requests),
  ids: new Uint32Array(requests * k),
  counts: new Uint16Array(requests),
  latencies: new Float64Array(requests),
  failed: new Uint8Array(requests),
});
