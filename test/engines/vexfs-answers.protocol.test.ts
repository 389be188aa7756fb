import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { firstRows } from 'vexlab/dist/contract/sample';
import type { Collection } from 'vexlab/dist/engines/engine';
import { bodyLimit } from 'vexlab/dist/engines/vexfs/add-bodies';
import type { Generation } from 'vexlab/dist/engines/vexfs/generation';
import { connected, data, filled, open, stub } from './vexfs/connected';
import type { Request } from './vexfs/stub';

const query = data.queries[0] as Float32Array;

/** Answers to one route that are none. */
interface BadAnswer {
  readonly generation?: Generation;
  readonly status?: number;
  readonly body: string;
  readonly code: string;
  readonly says: RegExp;
}

/** A collection whose searches (or what `route` names) are answered like this, everything else as usual. */
async function answeredWith(
  { generation = 'unified', status = 200, body }: BadAnswer,
  route = /query$/,
): Promise<Collection> {
  let bad = false;
  const made = await stub({
    generation,
    intercept({ path }, response) {
      if (!bad || !route.test(path)) return false;
      response.writeHead(status).end(body);
      return true;
    },
  });
  const collection = await filled(await connected(made));
  bad = true;
  return collection;
}

const hits = (ids: unknown, distances: unknown): string => JSON.stringify({ ids, distances });

describe('a search is never answered with nothing or with what is wrong', () => {
  it.each<BadAnswer>([
    {
      status: 500,
      body: '',
      code: 'engine-error',
      says: /POST \/api\/v1\/collections\/\S+\/query answered with 500 and an empty body/,
    },
    { body: '', code: 'bad-answer', says: /query answered with no ids for the one query: 200 and an empty body/ },
    { body: '<html>', code: 'bad-answer', says: /query answered with what is not JSON: 200 <html>/ },
    { body: 'null', code: 'bad-answer', says: /answered with no object: 200 null/ },
    { body: '{"error":"ValueError"}', code: 'engine-error', says: /query failed: 200 \{"error":"ValueError"\}/ },
    { body: '{"success":false}', code: 'engine-error', says: /query failed: 200/ },
    { body: '{}', code: 'bad-answer', says: /answered with no ids for the one query: 200 \{\}/ },
    { body: hits([['1'], ['2']], [[1], [2]]), code: 'bad-answer', says: /no ids for the one query/ },
    { body: hits([['1']], undefined), code: 'bad-answer', says: /1 ids and no distances/ },
    { body: hits([['1', '2']], [[0.5]]), code: 'bad-answer', says: /2 ids and 1 distances/ },
    { body: hits([['1']], [[null]]), code: 'bad-answer', says: /the distance null for id 1/ },
    { body: hits([['one']], [[0.5]]), code: 'bad-answer', says: /an id that was never given to it \(one\)/ },
    { body: hits([['1', '2', '3']], [[1, 2, 3]]), code: 'bad-answer', says: /3 ids where 2 were asked for/ },
    { body: hits([[]], [[]]), code: 'bad-answer', says: /found nothing in \S+, where 100 vectors were acknowledged/ },
    {
      generation: 'wrapped',
      body: '{"success":false,"data":null,"error":"no"}',
      code: 'engine-error',
      says: /query failed: 200/,
    },
    { generation: 'wrapped', body: hits([['1']], [[1]]), code: 'bad-answer', says: /neither success nor failure/ },
    { generation: 'wrapped', body: '', code: 'bad-answer', says: /what is not JSON: 200 and an empty body/ },
    { generation: 'wrapped', body: '{"success":true,"data":null,"error":null}', code: 'bad-answer', says: /no ids/ },
  ])('$code for $status $body', async (answer) => {
    const collection = await answeredWith(answer);
    const search = collection.search(query, 2);
    await expect(search).rejects.toMatchObject({ name: 'LabError', code: answer.code });
    await expect(search).rejects.toThrow(answer.says);
  });
});

describe('an insertion is acknowledged, or it failed', () => {
  it.each<BadAnswer>([
    { body: '{}', code: 'bad-answer', says: /add answered with no acknowledgement: 200 \{\}/ },
    { generation: 'wrapped', body: '{"success":true,"data":null}', code: 'bad-answer', says: /no acknowledgement/ },
    {
      status: 413,
      body: 'length limit exceeded',
      code: 'too-large',
      says: /refused the body as too large: 413 length/,
    },
  ])('$code for $status $body', async (answer) => {
    const collection = await answeredWith(answer, /add$/);
    const insert = collection.insert(firstRows(data, 10));
    await expect(insert).rejects.toMatchObject({ code: answer.code });
    await expect(insert).rejects.toThrow(answer.says);
  });

  it('counts, and says what is missing', async () => {
    const made = await stub();
    const collection = await filled(await connected(made));
    made.store.collections[0]?.docs.delete('1000003');
    await expect(collection.verify?.()).rejects.toThrow('99 vectors are there after 100 were acknowledged');
    made.store.collections.length = 0;
    await expect(collection.count()).rejects.toMatchObject({ code: 'not-found' });
    await collection.drop();
    await expect(collection.search(query, 1)).rejects.toMatchObject({ code: 'closed' });
  });

  it('keeps every body below the limit, and fills it', async () => {
    const made = await stub();
    const [n, dim] = [400, 600];
    const collection = await open(await connected(made), dim);
    const ids = Uint32Array.from({ length: n }, (_, row) => row);
    const vectors = Float32Array.from({ length: n * dim }, (_, i) => -(i + 1) / 7919);
    await collection.insert({ ids, vectors, attributes: Array.from(ids, () => ({ place: 'Zürich' })) });
    await collection.ready();
    expect(made.addBytes.length).toBeGreaterThan(1);
    expect(Math.max(...made.addBytes)).toBeLessThanOrEqual(bodyLimit);
    expect(made.addBytes[0]).toBeGreaterThan(0.99 * bodyLimit);
    expect(made.store.collections[0]?.docs.get('399')?.metadata).toEqual({ place: 'Zürich' });
  });

  it('refuses a metric that it would only pretend to have', async () => {
    const connection = await connected(await stub());
    const opened = connection.open({ name: 'x', dim: 2, metric: 'l2', capacity: 1, build: {}, search: {} });
    await expect(opened).rejects.toMatchObject({ code: 'not-supported' });
  });
});

describe('the key', () => {
  it('is the documented one where none is set, and the one that is set otherwise', async () => {
    const [usual, other] = [await stub(), await stub({ key: 'mine' })];
    await open(await connected(usual));
    await open(await connected(other, 'mine'));
    expect([usual, other].map(({ store }) => store.collections.length)).toEqual([1, 1]);
  });

  it('is refused with the variable to set, where it is wrong and where it may only read', async () => {
    const reader = { intercept: forbid };
    for (const [options, status] of [[{ key: 'theirs' }, 401] as const, [reader, 403] as const]) {
      const opened = open(await connected(await stub(options)));
      await expect(opened).rejects.toMatchObject({ code: 'unauthorized', remedy: /^set VEXFS_API_KEY/ });
      await expect(opened).rejects.toThrow(`POST /api/v1/collections refused the API key: ${status}`);
    }
  });
});

function forbid({ method }: Request, response: ServerResponse): boolean {
  if (method !== 'POST') return false;
  response.writeHead(403).end();
  return true;
}

describe('a server that is slow or gone', () => {
  it('is waited for no longer than the signal says', async () => {
    const abort = new AbortController();
    const made = await stub({ intercept: ({ path }) => path.endsWith('query') && (abort.abort(), true) });
    const collection = await filled(await connected(made, undefined, abort.signal));
    await expect(collection.search(query, 1)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('fails what was under way and what comes later, and is asked nothing twice', async () => {
    let adds = 0;
    const made = await stub({
      intercept({ path }, response) {
        if (!path.endsWith('add') || ++adds < 2) return false;
        response.destroy();
        return true;
      },
    });
    const collection = await open(await connected(made), 600);
    const ids = Uint32Array.from({ length: 400 }, (_, row) => row);
    const vectors = Float32Array.from({ length: 400 * 600 }, (_, i) => -(i + 1) / 7919);
    await expect(collection.insert({ ids, vectors })).rejects.toMatchObject({ code: 'unreachable' });
    expect(adds).toBe(2);
    await made.close();
    await expect(collection.search(vectors.subarray(0, 600), 1)).rejects.toThrow(
      /its server at http:\S+ does not answer: .*; see whether it runs/,
    );
    await expect(collection.count()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('is asked nothing after the connection was closed, which leaves nothing behind', async () => {
    const made = await stub();
    const connection = await connected(made);
    const collection = await filled(connection);
    await connection.close();
    await connection.close();
    expect(made.store.collections).toEqual([]);
    await expect(collection.count()).rejects.toMatchObject({ code: 'closed' });
    await expect(
      connection.open({ name: 'x', dim: 2, metric: 'cosine', capacity: 1, build: {}, search: {} }),
    ).rejects.toMatchObject({
      code: 'closed',
    });
  });
});
