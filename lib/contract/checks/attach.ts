import type { ContractCheck, Outcome } from '../../engines/contract-check';
import type { AttachedCollection } from '../../engines/engine';
import { k } from '../nearest';

const rows = 1000;

/** What clients in threads of their own rest on: that theirs is the collection that was built, and stays when they go. */
export const attach: ContractCheck = {
  name: 'attach',
  question: 'Does another connection find the same in a collection that is there, and leave it there?',
  async run(kit): Promise<Outcome> {
    const { engine, connection, context, data } = kit;
    const spec = kit.spec({ attributes: undefined, capacity: rows });
    const collection = await kit.open(spec);
    if (!connection.address && !('attach' in connection) && !('handle' in collection)) {
      return { verdict: 'not-applicable', what: 'It is asked over one connection alone: it runs in this process.' };
    }
    if (!connection.address || !connection.attach || !collection.handle) {
      const what = 'An address, attach and a handle belong together, and it has not all of them.';
      return { verdict: 'broken', what };
    }
    await collection.insert({ ids: data.ids.slice(0, rows), vectors: data.vectors.slice(0, rows * data.dim) });
    await collection.ready();
    const answersOf = async (asked: AttachedCollection): Promise<string[]> => {
      const answers: string[] = [];
      for (const query of data.queries) answers.push(Array.from((await asked.search(query, k)).ids).join());
      return answers;
    };
    const handle = structuredClone(collection.handle());
    const env = { ...context.env, ...connection.address };
    const other = await engine.connect({ ...context, env, maySpend: true });
    let found: string[];
    try {
      if (!other.attach) return { verdict: 'broken', what: 'The connection by its address cannot attach.' };
      found = await answersOf(await other.attach(spec, handle));
    } finally {
      await other.close();
    }
    const own = await answersOf(collection);
    const different = found.filter((ids, query) => ids !== own[query]).length;
    const count = await collection.count();
    const what = `${different} of ${found.length} answers differ over another connection, and ${count} of ${rows} vectors are there when it is closed.`;
    const numbers = { different, answers: found.length, count };
    return { verdict: different === 0 && count === rows ? 'pass' : 'broken', what, numbers };
  },
};
