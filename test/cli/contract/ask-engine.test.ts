import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { askEngine } from 'vexlab/dist/cli/contract/ask-engine';
import { contractText } from 'vexlab/dist/cli/contract/contract-text';
import type { Context } from 'vexlab/dist/cli/context';
import type { Engine } from 'vexlab/dist/engines/engine';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { spending } from 'vexlab/dist/workload/run/spending';
import { faultyEngine } from '../../contract/faulty-engine';
import { vexfsStub } from '../../engines/vexfs/stub';

const place = { machine: '3fa98c0d12e4b567', commit: '0123abc' };

function context(more: Partial<Context> = {}): Context {
  const nothing = (): void => undefined;
  const { signal } = new AbortController();
  return { json: false, env: {}, signal, progress: nothing, say: nothing, result: nothing, ...more };
}

/** Notes the engine's folder and its end down. */
function watched(engine: Engine, seen: string[]): Engine {
  return {
    ...engine,
    async connect(at) {
      seen.push(at.dataDir);
      const connection = await engine.connect(at);
      return {
        ...connection,
        close() {
          seen.push('closed');
          return connection.close();
        },
      };
    },
  };
}

describe('an engine that is asked', () => {
  it('is closed afterwards, and its folder is gone', async () => {
    const seen: string[] = [];
    const engine = watched(faultyEngine(), seen);
    const asked = await askEngine(engine, place, spending(), context());
    expect(asked).toMatchObject({ state: 'asked', report: { engine: 'faulty', how: 'started', ...place } });
    expect(seen.at(-1)).toBe('closed');
    expect(existsSync(seen[0] as string)).toBe(false);
  });

  it('says whether the engine or a stub of it answered, and in which version', async () => {
    const stub = await vexfsStub();
    const env = { VEXFS_URL: stub.url, VEXLAB_STUBS: 'qdrant, vexfs' };
    const asked = await askEngine(engineByName('vexfs'), place, spending(), context({ env }), ['identity']);
    await stub.close();
    if (asked.state !== 'asked') throw new Error(`it is ${asked.state}`);
    expect(asked.report).toMatchObject({ against: 'stub', serverVersion: '1.0.0 (unified)', how: 'environment' });
    expect(await contractText(asked.report)).toContain('Beware: a stub of its protocol answered, not the engine.');
    const real = await askEngine(faultyEngine(), place, spending(), context({ env }), ['identity']);
    expect(real).toMatchObject({ report: { against: 'engine' } });
  });

  it('keeps what was finished when it is stopped', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const progress: Context['progress'] = ({ done }) => {
      if (done === 3) stop.abort();
    };
    const asked = await askEngine(
      watched(faultyEngine(), seen),
      place,
      spending(),
      context({ signal: stop.signal, progress }),
    );
    if (asked.state !== 'asked') throw new Error(`it is ${asked.state}`);
    expect(asked.report.checks.map(({ name }) => name)).toEqual(['identity', 'ping', 'listens-on-loopback']);
    expect(asked.report.planned).toBeGreaterThan(30);
    expect(seen.at(-1)).toBe('closed');
    expect(await contractText(asked.report)).toContain(`stopped after 3 of ${asked.report.planned} checks`);
  });

  it('that does not start, or cannot, says why', async () => {
    const failing = {
      ...faultyEngine(),
      connect: () => Promise.reject(new LabError({ code: 'not-ready', where: 'faulty', what: 'it does not start' })),
    };
    expect(await askEngine(failing, place, spending(), context())).toEqual({
      engine: 'faulty',
      state: 'not-connected',
      why: 'faulty: it does not start',
    });
    const paid: Engine = { ...faultyEngine(), spends: () => Promise.resolve('a machine') };
    const no = (): Promise<boolean> => Promise.resolve(false);
    expect(
      await askEngine(
        { ...paid, connect: (asked) => engineByName('pinecone').connect(asked) },
        place,
        spending(no),
        context(),
      ),
    ).toEqual({
      engine: 'faulty',
      state: 'not-connected',
      why: expect.stringContaining('it costs money') as string,
    });
    const absent: Engine = {
      ...faultyEngine(),
      probe: () => Promise.resolve({ state: 'unavailable', why: 'no disk', remedy: 'buy one' }),
    };
    expect(await askEngine(absent, place, spending(), context())).toEqual({
      engine: 'faulty',
      state: 'unavailable',
      why: 'no disk; buy one',
    });
  });
});
