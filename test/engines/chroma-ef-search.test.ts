import { describe, expect, it } from 'vitest';
import { ChromaClient } from 'chromadb';
import { connected, data, filled, open, ownServer, urlOf } from './chroma-server';
import { recall } from './contract';
import { runs } from './processes';
import { sample } from './sample-vectors';

// No two builds are alike: 158 of them found 0.62 to 0.74 of the neighbours at ef 1, and 0.98 to 1 at ef 400.
const betweenNarrowAndWide = 0.9;

describe("Chroma's ef_search", () => {
  it('is not in force after modify alone, whatever the server reports', async () => {
    const connection = await ownServer();
    const collection = await filled(connection, 1);
    const before = await recall(collection, data, 'l2');
    const url = new URL(urlOf(connection));
    const client = new ChromaClient({ host: url.hostname, port: Number(url.port) });
    const [theirs] = await client.listCollections();
    await theirs?.modify({ configuration: { hnsw: { ef_search: 400 } } });
    expect(theirs?.configuration.hnsw?.ef_search).toBe(400);
    expect(await recall(collection, data, 'l2')).toBe(before);
    expect((await collection.readBack()).ef_search).toBe(1);
  });

  it('is in force after configure, for one collection, while another lives on', async () => {
    const connection = await ownServer();
    const [one, other] = [await filled(connection, 1), await filled(connection, 1)];
    const [before, pid] = [await recall(other, data, 'l2'), connection.pids()[0] as number];
    // Searches that are under way, or come while the server is down, wait for it.
    const meanwhile = Array.from({ length: 20 }, (_, i) => other.search(data.queries[i] as Float32Array, 3));
    const configured = one.configure?.({ ef_search: 400 });
    meanwhile.push(other.search(data.queries[0] as Float32Array, 3));
    await configured;
    for (const { ids } of await Promise.all(meanwhile)) expect(ids).toHaveLength(3);

    expect(connection.pids()[0]).not.toBe(pid);
    expect(runs(pid)).toBe(false);
    expect(await one.readBack()).toMatchObject({ ef_search: 400, max_neighbors: 4, ef_construction: 20 });
    expect(await other.readBack()).toMatchObject({ ef_search: 1 });
    expect(await one.count()).toBe(data.ids.length);
    expect(before).toBeLessThan(betweenNarrowAndWide);
    expect(await recall(one, data, 'l2')).toBeGreaterThan(betweenNarrowAndWide);
    expect(Math.abs((await recall(other, data, 'l2')) - before)).toBeLessThan(0.05);

    const now = connection.pids();
    await one.configure?.({ ef_search: 400 });
    expect(connection.pids()).toEqual(now);
  });

  it('changes nothing else: the index is the same one after two restarts, whatever the number of vectors', async () => {
    const connection = await ownServer();
    const odd = sample(1999, 24);
    const collection = await open(connection, { max_neighbors: 4, ef_construction: 20 }, 1, 24, odd.ids.length);
    await collection.insert(odd);
    await collection.ready();
    const answers = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const query of odd.queries) found.push(Array.from((await collection.search(query, 10)).ids).join());
      return found;
    };
    const before = await answers();
    await collection.configure?.({ ef_search: 50 });
    expect(await answers()).not.toEqual(before);
    await collection.configure?.({ ef_search: 1 });
    expect(await answers()).toEqual(before);
  });

  it("needs a collection for each value on a server that is not the lab's", async () => {
    const own = await ownServer();
    const foreign = await connected({ how: 'environment', url: urlOf(own) });
    expect(foreign.capabilities.searchParams).toBe('build');
    expect(foreign.pids()).toEqual([]);
    expect(foreign.serverVersion).toMatch(/^\d+\.\d+\.\d+$/);
    const [blunt, sharp] = [await filled(foreign, 1), await filled(foreign, 400)];
    expect('configure' in blunt).toBe(false);
    expect([await blunt.readBack(), await sharp.readBack()]).toMatchObject([{ ef_search: 1 }, { ef_search: 400 }]);
    expect(await recall(blunt, data, 'l2')).toBeLessThan(betweenNarrowAndWide);
    expect(await recall(sharp, data, 'l2')).toBeGreaterThan(betweenNarrowAndWide);
    await blunt.drop();
    await foreign.close();
    const url = new URL(urlOf(own));
    expect(await new ChromaClient({ host: url.hostname, port: Number(url.port) }).listCollections()).toEqual([]);
    expect(runs(own.pids()[0] as number)).toBe(true);
    await expect(sharp.count()).rejects.toMatchObject({ code: 'closed' });
  });
});
