import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from 'vexlab/dist/engines';
import type { Engine, Probe } from 'vexlab/dist/engines/engine';
import { runSweep } from 'vexlab/dist/workload/run-sweep';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';

const dataset = { ...smallDataset(500, 40, 16), metric: 'cosine' as const };

/** The engine, whose process is killed in the middle of its first measured window: at its tenth search. */
function killedOnce(engine: Engine): Engine {
  let searches = 0;
  return {
    ...engine,
    async connect(context) {
      const connection = await engine.connect(context);
      return {
        ...connection,
        async open(spec) {
          const collection = await connection.open(spec);
          return {
            ...collection,
            search(query, k, filter) {
              searches += 1;
              if (searches === 10) for (const pid of connection.pids()) process.kill(pid, 'SIGKILL');
              return collection.search(query, k, filter);
            },
          };
        },
      };
    },
  };
}

/** What can be started here without a wait for its installation. */
async function startable(): Promise<{ found: Engine[]; others: string[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-probe-'));
  const { env } = process;
  const probes = await Promise.all(
    engines.map(async (engine) => [engine, await engine.probe({ dataDir, env })] as [Engine, Probe]),
  );
  rmSync(dataDir, { recursive: true });
  const runs = ([{ installation }, probe]: [Engine, Probe]): boolean =>
    'how' in probe && probe.how === 'started' && (installation?.installed(env) ?? true);
  return {
    found: probes.filter(runs).map(([engine]) => engine),
    others: probes.filter((entry) => entry[0].server && !runs(entry)).map(([{ name }, { why }]) => `${name}: ${why}`),
  };
}

const { found, others } = await startable();
if (others.length > 0) console.error(`not killed, because they do not run here: ${others.join('; ')}`);

describe('a run in which servers are killed', () => {
  it('has at least one real server to kill', () => {
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(found.map((engine) => [engine.name, engine] as const))(
    'loses the cell in which %s died, says why, and measures all others',
    { timeout: 300_000 },
    async (name, engine) => {
      const bystander = engines.find((other) => other.name === 'exact') as Engine;
      const output = temporaryFolder();
      const sweep = smallSweep({
        engines: [name, bystander.name],
        ef: [10, 20],
        requests: 30,
        repetitions: 2,
      });
      const { records, state } = await runSweep(
        sweep,
        { output },
        laboratory([killedOnce(engine), bystander], [dataset]),
      );
      rmSync(output, { recursive: true });
      expect(state).toBe('finished');
      const lost = records.filter((record) => record.state !== 'ok');
      expect(lost.map(({ state: how, cell }) => [how, cell.engine])).toEqual([['failed', name]]);
      // Either the news of its death, or what the first requests without it saw.
      expect(lost[0]).toMatchObject({
        why: expect.stringMatching(/ended with code 137|answers no more|all \d+ requests failed/) as string,
      });
      expect(records.filter((record) => record.state === 'ok').length).toBe(records.length - 1);
    },
  );
});
