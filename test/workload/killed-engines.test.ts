import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engines } from 'vexlab/dist/engines';
import type { Engine } from 'vexlab/dist/engines/engine';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { withDescendants } from 'vexlab/dist/contract/listeners';
import { eventually, processesNaming, runs, scratch } from '../engines/processes';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';

const dataset = { ...smallDataset(500, 40, 16), metric: 'cosine' as const };

/** What was seen of an engine's processes. */
interface Seen {
  /** Killed, with all that they had started. */
  readonly killed: number[];
  /** Of connections made after that, when they had answered. */
  readonly later: Set<number>;
}

/** The engine, whose process is killed in the middle of its first measured window: at its tenth search. */
function killedOnce(engine: Engine, { killed, later }: Seen): Engine {
  let searches = 0;
  return {
    ...engine,
    async connect(context) {
      const isAnother = killed.length > 0;
      const connection = await engine.connect(context);
      return {
        ...connection,
        async open(spec) {
          const collection = await connection.open(spec);
          return {
            ...collection,
            async search(query, k, filter) {
              searches += 1;
              if (searches === 10) {
                killed.push(...withDescendants(connection.pids()));
                for (const pid of connection.pids()) process.kill(pid, 'SIGKILL');
              }
              const answer = await collection.search(query, k, filter);
              if (isAnother) for (const pid of connection.pids()) later.add(pid);
              return answer;
            },
          };
        },
      };
    },
  };
}

const servers = engines.filter(({ kind }) => kind === 'server');

/** Why an engine cannot be killed here; undefined: it can be started without a wait for its installation. */
async function whyNot({ name, installation, ...engine }: Engine): Promise<string | undefined> {
  const { env } = process;
  const probe = await engine.probe({ dataDir: scratch(), env });
  if (!('how' in probe) || probe.how !== 'started') return `${name}: ${probe.why}`;
  return (installation?.installed(env) ?? true) ? undefined : `${name} is not installed: npx vexlab install ${name}`;
}

describe('a run in which servers are killed', () => {
  it.for(servers.map((engine) => [engine.name, engine] as const))(
    'loses the cell in which %s died, says why, and measures all others',
    { timeout: 300_000 },
    async ([name, engine], { skip }) => {
      const reason = await whyNot(engine);
      if (reason !== undefined) {
        // The server of the checkout's own wheel is there wherever these tests run.
        expect(name).not.toBe('chroma');
        return skip(reason);
      }
      const bystander = engines.find((other) => other.name === 'exact') as Engine;
      const output = temporaryFolder();
      const seen: Seen = { killed: [], later: new Set() };
      const sweep = smallSweep({
        engines: [name, bystander.name],
        ef: [10, 20],
        requests: 30,
        repetitions: 2,
      });
      const { records, state } = await runSweep(
        sweep,
        { output },
        laboratory([killedOnce(engine, seen), bystander], [dataset]),
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
      const { killed, later } = seen;
      expect(killed.length).toBeGreaterThan(0);
      expect(later.size).toBeGreaterThan(0);
      expect([...later].filter((pid) => killed.includes(pid))).toEqual([]);
      // Neither the killed one, nor what it had started, nor the one that was started in its place.
      expect(await eventually(() => ![...killed, ...later].some(runs))).toBe(true);
      expect(await eventually(() => processesNaming(output).length === 0)).toBe(true);
    },
  );
});
