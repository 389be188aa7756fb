import { describe, expect, it } from 'vitest';
import { scriptedEngine } from '../scripted-engine';
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
  });

  it('a cell that hangs is timed out, and the next one is measured over a new connection', async () => {
    const { engine, deeds } = scriptedEngine('a', { search: (call) => (call === 25 ? hang() : undefined) });
    const { records } = await measure({ repetitions: 3 }, [engine], { cellTimeoutMs: 2000 });
    expect(records.map((record) => record.state)).toEqual(['ok', 'timed-out', 'ok']);
    expect(missing(records[1])).toMatchObject({ why: expect.stringContaining('not done within 2 s') as string });
    expect(deeds.connected).toBe(2);
  });

  it('all requests failing is a failed cell; the index is kept where the engine still answers', async () => {
    const { engine, deeds } = scriptedEngine('a', {
      search: (call) => {
        if (call <= 20) throw new RangeError('no');
      },
    });
    const { records } = await measure({ repetitions: 2 }, [engine]);
    expect(records.map((record) => record.state)).toEqual(['failed', 'ok']);
    expect(missing(records[0]).why).toBe('search: all 20 requests failed: RangeError');
    expect(deeds.connected).toBe(1);
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
