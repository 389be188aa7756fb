import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type CheckResult, runCheck } from 'vexlab/dist/contract/run-check';
import { runContract } from 'vexlab/dist/contract/run-contract';
import { contractSample } from 'vexlab/dist/contract/sample';
import type { ContractCheck, ContractKit } from 'vexlab/dist/engines/contract-check';
import type { Collection, EngineContext } from 'vexlab/dist/engines/engine';
import { faultyEngine } from './faulty-engine';

const data = contractSample();
const context: EngineContext = { dataDir: '/nowhere', env: {} };

async function resultOf(run: ContractCheck['run'], deadlineMs = 60_000, signal?: AbortSignal): Promise<CheckResult> {
  const engine = faultyEngine();
  const connection = await engine.connect(context);
  return runCheck({ name: 'own', question: 'Own?', run }, engine, connection, { ...context, signal }, data, deadlineMs);
}

/** Opens a collection and goes on as it is told. */
const opening =
  (opened: Collection[], then: (kit: ContractKit) => Promise<never>): ContractCheck['run'] =>
  async (kit) => {
    opened.push(await kit.open(), await kit.filled({ capacity: 3000 }));
    return then(kit);
  };

const closed = (collections: readonly Collection[]): Promise<PromiseSettledResult<number>[]> =>
  Promise.allSettled(collections.map((collection) => collection.count()));

describe('a check', () => {
  it('that throws is broken, with what was thrown, and what it opened is dropped', async () => {
    const opened: Collection[] = [];
    const result = await resultOf(opening(opened, () => Promise.reject(new Error('no\n luck'))));
    expect(result).toMatchObject({ name: 'own', question: 'Own?', verdict: 'broken', what: 'no luck.' });
    expect(await closed(opened)).toMatchObject([{ reason: { code: 'closed' } }, { reason: { code: 'closed' } }]);
  });

  it('that does not end in time is broken, and what it opened is dropped', async () => {
    const opened: Collection[] = [];
    const result = await resultOf(
      opening(opened, () => new Promise(() => undefined)),
      300,
    );
    expect(result).toMatchObject({ verdict: 'broken', what: 'contract check: did not end within 0.3 s.' });
    expect(await closed(opened)).toMatchObject([{ reason: { code: 'closed' } }, { reason: { code: 'closed' } }]);
  });

  it('that is stopped has no result', async () => {
    const stop = new AbortController();
    const opened: Collection[] = [];
    const running = resultOf(
      opening(opened, () => new Promise(() => undefined)),
      60_000,
      stop.signal,
    );
    while (opened.length < 2) await sleep(1);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'stopped' });
    expect(await closed(opened)).toMatchObject([{ reason: { code: 'closed' } }, { reason: { code: 'closed' } }]);
  });

  it('that goes on after it was given up leaves nothing behind', async () => {
    const late: Promise<Collection>[] = [];
    const run: ContractCheck['run'] = async (kit) => {
      await sleep(200);
      late.push(kit.open());
      return { verdict: 'pass', what: 'Too late.' };
    };
    expect(await resultOf(run, 100)).toMatchObject({ verdict: 'broken' });
    while (late.length === 0) await sleep(1);
    expect(await closed(await Promise.all(late))).toMatchObject([{ reason: { code: 'closed' } }]);
  });

  it('says of a collection that cannot be dropped why', async () => {
    const result = await resultOf(async (kit) => {
      const collection = await kit.open();
      collection.drop = () => Promise.reject(new Error('it is held'));
      return { verdict: 'pass', what: 'All is well.' };
    });
    expect(result).toMatchObject({
      verdict: 'pass',
      what: 'All is well. A collection could not be dropped: it is held.',
    });
  });

  it('gets an engine that was made before it, with the sample, its truth and its recall', async () => {
    const result = await resultOf(async (kit) => {
      const collection = await kit.filled();
      const query = kit.data.queries[0] as Float32Array;
      const even = kit.nearest('l2', query, 3, (row) => row % 2 === 0);
      const found = await collection.search(query, 3, { attribute: 'even', equals: true });
      expect(Array.from(found.ids)).toEqual(even);
      return { verdict: 'fact', what: 'It was.', numbers: { recall: await kit.recall(collection, 'l2') } };
    });
    expect(result).toMatchObject({ verdict: 'fact', numbers: { recall: 1 } });
  });
});

describe('the run of all checks', () => {
  it('tells its progress, and keeps what was finished when it is stopped', async () => {
    const stop = new AbortController();
    const engine = faultyEngine();
    const at = { ...context, signal: stop.signal };
    const connection = await engine.connect(at);
    const names: string[] = [];
    const notes: (string | undefined)[] = [];
    const run = runContract(engine, connection, at, { progress: ({ done, note }) => notes.push(`${done} ${note}`) });
    for await (const { name } of run) {
      names.push(name);
      if (names.length === 3) stop.abort();
    }
    expect(names).toEqual(['identity', 'ping', 'listens-on-loopback']);
    expect(notes).toEqual(['0 identity', '1 ping', '2 listens-on-loopback']);
  });

  it('runs only what it is told to, and an engine its own checks too', async () => {
    const own: ContractCheck = {
      name: 'own',
      question: 'Own?',
      run: () => Promise.resolve({ verdict: 'pass', what: 'So it is.' }),
    };
    const engine = { ...faultyEngine(), checks: [own] };
    const connection = await engine.connect(context);
    const names: string[] = [];
    for await (const { name } of runContract(engine, connection, context, { only: ['own', 'ping'] })) names.push(name);
    expect(names).toEqual(['ping', 'own']);
    const unknown = runContract(engine, connection, context, { only: ['pong'] }).next();
    await expect(unknown).rejects.toThrow(/there is no check "pong"; the checks are identity, ping, .*, own$/);
  });
});
