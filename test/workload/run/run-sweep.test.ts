import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptedEngine } from '../scripted-engine';
import { temporaryFolder } from '../small-sweep';
import { hang } from './hang';
import { measure } from './measure';

describe('a sweep', () => {
  it('tells its progress: vectors of a build, then cells up to all of them', async () => {
    const { engine } = scriptedEngine('a');
    const events: string[] = [];
    await measure({ repetitions: 2 }, [engine], {
      progress: ({ stage, done, total, unit, note }) =>
        events.push([stage, `${done}/${total} ${unit}`, note ?? ''].join(' | ')),
    });
    expect(events).toEqual([
      'measuring | 0/2 cells | a on small (200 rows), width 10, k 5, clients 1, repetition 1',
      'building a on small | 200/200 vectors | ',
      'measuring | 1/2 cells | a on small (200 rows), width 10, k 5, clients 1, repetition 2',
      'measuring | 2/2 cells | ',
    ]);
  });

  it('refuses an output folder that is a file, before it measures', async () => {
    const output = join(temporaryFolder(), 'out');
    mkdirSync(output);
    const { engine, deeds } = scriptedEngine('a');
    const { dir } = await measure({}, [engine], { output });
    await expect(measure({}, [engine], { output: join(dir, 'run.json') })).rejects.toMatchObject({
      code: 'not-writable',
    });
    expect(deeds.connected).toBe(1);
  });

  it('is not stopped by a damaged run beside it', async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, 'damaged'));
    writeFileSync(join(output, 'damaged', 'run.json'), '');
    const { state } = await measure({}, [scriptedEngine('a').engine], { output });
    expect(state).toBe('finished');
  });

  it('leaves neither data nor lock nor connection behind', async () => {
    const { engine, deeds } = scriptedEngine('a', { search: (call) => (call === 25 ? hang() : undefined) });
    const { dir } = await measure({ repetitions: 3 }, [engine], { cellTimeoutMs: 2000 });
    expect(readdirSync(dir).sort()).toEqual(['records.jsonl', 'run.json']);
    expect(deeds.closed).toBe(deeds.connected);
  });
});
