import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { unpackUint16 } from 'vexlab/dist/results/pack';
import { scriptedEngine } from '../scripted-engine';
import { VirtualClock } from '../virtual-clock';
import { missing, ok } from './cells';
import { hang } from './hang';
import { measure } from './measure';

describe('what goes wrong', () => {
  it('with one cell stops no other: the engine is opened again and its index built again', async () => {
    let dead = false;
    const { engine, deeds } = scriptedEngine('a', {
      search: (call, connection) => {
        if (call === 30) dead = true;
        if (dead && connection === 1) throw Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
      },
      count: (connection, actual) => {
        if (dead && connection === 1) throw new Error('connect refused');
        return actual;
      },
    });
    const { records, state } = await measure({ repetitions: 3 }, [engine]);
    expect(state).toBe('finished');
    expect(records.map((record) => record.state)).toEqual(['ok', 'failed', 'ok']);
    expect(missing(records[1]).why).toContain(
      '11 of 20 requests failed, and the engine answers no more: connect refused',
    );
    expect([deeds.connected, deeds.closed, deeds.opened.length]).toEqual([2, 2, 2]);
    expect(ok(records[2]).build.id).not.toBe(ok(records[0]).build.id);
  }, 30_000);

  it('a cell that hangs is timed out, and the next one is measured over a new connection', async () => {
    const { engine, deeds } = scriptedEngine('a', { search: (call) => (call === 25 ? hang() : undefined) });
    const { records } = await measure({ repetitions: 3 }, [engine], { cellTimeoutMs: 2000 });
    expect(records.map((record) => record.state)).toEqual(['ok', 'timed-out', 'ok']);
    expect(missing(records[1])).toMatchObject({ why: expect.stringContaining('not done within 2 s') as string });
    expect(deeds.connected).toBe(2);
  });

  it('all requests failing is a measured cell without an answer; the index is kept as the engine still answers', async () => {
    const { engine, deeds } = scriptedEngine('a', {
      search: (call) => {
        if (call <= 20) throw new RangeError('no');
      },
    });
    const { records } = await measure({ repetitions: 2 }, [engine]);
    expect(records.map((record) => record.state)).toEqual(['ok', 'ok']);
    const [first] = records.map(ok);
    expect(first?.errors).toEqual({ RangeError: 20 });
    expect(first?.answers).toMatchObject({ requests: 20, short: 0, duplicates: 0 });
    expect(unpackUint16(first?.answers.hits ?? '').every((hits) => hits === 0)).toBe(true);
    expect(decodeHistogram(first?.histograms.service ?? '').totalCount).toBe(0);
    expect(decodeHistogram(first?.histograms.failed ?? '').totalCount).toBe(20);
    expect(first?.findings).toContainEqual(expect.objectContaining({ check: 'errors', verdict: 'fail' }));
    expect([deeds.connected, deeds.opened.length]).toEqual([1, 1]);
  });

  it('an outage shorter than five seconds stays in the record as errors, among all that was answered', async () => {
    const clock = new VirtualClock();
    const { engine } = scriptedEngine('a', {
      async search() {
        const at = clock.now() / 1e6;
        await clock.sleep(10e6);
        if (at >= 1000 && at < 5500) throw new LabError({ code: 'http-503', where: 'a', what: 'overloaded' });
      },
    });
    const { records } = await measure({ requests: 200, minMs: 10_000, clients: [8] }, [engine], {}, { clock });
    const { errors, answers, findings } = ok(records[0]);
    // Each client asks once in 10 ms, of 10 s and of the 4.5 s in them.
    expect(answers.requests).toBe(8 * 1000);
    expect(errors).toEqual({ 'http-503': 8 * 450 });
    expect(findings).toContainEqual(expect.objectContaining({ check: 'errors', verdict: 'fail' }));
  });

  it('an engine that is down as its window ends may come back within five seconds', async () => {
    let counts = 0;
    const { engine, deeds } = scriptedEngine('a', {
      search: (call) => {
        if (call > 15) throw new LabError({ code: 'http-503', where: 'a', what: 'overloaded' });
      },
      count: (_, actual) => {
        counts += 1;
        if (deeds.searches > 15 && counts < 5) throw new Error('connect refused');
        return actual;
      },
    });
    const { records } = await measure({ repetitions: 1 }, [engine]);
    expect(ok(records[0]).errors['http-503']).toBeGreaterThan(0);
    expect(counts).toBe(5);
  });

  it('an engine that never connects times out, and a connection that comes too late is closed', async () => {
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    const { engine, deeds } = scriptedEngine('a', { connect: () => (deeds.connected === 1 ? late : undefined) });
    const { records } = await measure({ repetitions: 2 }, [engine], { cellTimeoutMs: 1000 });
    expect(records.map(({ state }) => state)).toEqual(['timed-out', 'ok']);
    expect(missing(records[0]).why).toBe('connecting to a: not done within 1 s');
    expect([deeds.connected, deeds.closed]).toEqual([2, 1]);
    arrive();
    await new Promise((resolve) => setImmediate(resolve));
    expect(deeds.closed).toBe(2);
  });
});
