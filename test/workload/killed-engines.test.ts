import { rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { engines } from 'vexlab/dist/engines';
import type { Engine } from 'vexlab/dist/engines/engine';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { withDescendants } from 'vexlab/dist/engines/process/listeners';
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

const steps = ['insert', 'ready', 'search'] as const;
type Step = (typeof steps)[number];

/** Every window lasts longer, so that a kill after this time is in its middle. */
const intoWindowMs = 300;

/** The engine, whose process is killed in a step of its first index: as the call is under way, or in its first window. */
function killedOnce(engine: Engine, step: Step, { killed, later }: Seen): Engine {
  return {
    ...engine,
    async connect(context) {
      const isAnother = killed.length > 0;
      const connection = await engine.connect(context);
      const pids = (): readonly number[] => connection.pids();
      let window: 'before' | 'next' | 'begun' = 'before';
      const kill = (): void => {
        if (killed.length > 0) return;
        killed.push(...withDescendants(pids()));
        for (const pid of pids()) process.kill(pid, 'SIGKILL');
      };
      return {
        ...connection,
        // Asked around a window; the clients, who run in threads of their own, are not seen from here.
        pids() {
          if (window === 'next') {
            window = 'begun';
            setTimeout(kill, intoWindowMs);
          }
          return pids();
        },
        async open(spec) {
          const collection = await connection.open(spec);
          const during = async (called: Step, call: () => Promise<void>): Promise<void> => {
            const going = call();
            if (called === step) {
              // It may fail before it is waited for.
              going.catch(() => undefined);
              await nextTurn();
              kill();
            }
            return going;
          };
          return {
            ...collection,
            insert: (batch) => during('insert', () => collection.insert(batch)),
            ready: () => during('ready', () => collection.ready()),
            handle() {
              if (step === 'search' && window === 'before') window = 'next';
              return collection.handle?.();
            },
            async count() {
              const rows = await collection.count();
              if (isAnother) for (const pid of pids()) later.add(pid);
              return rows;
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
  it.for(servers.flatMap((engine) => steps.map((step) => [engine.name, step, engine] as const)))(
    'loses the cell in which %s died in %s, says why, and measures all others',
    { timeout: 300_000 },
    async ([name, step, engine], { skip }) => {
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
        minMs: 3 * intoWindowMs,
        repetitions: 2,
      });
      const { records, state } = await runSweep(
        sweep,
        { output },
        laboratory([killedOnce(engine, step, seen), bystander], [dataset]),
      );
      rmSync(output, { recursive: true });
      expect(state).toBe('finished');
      const lost = records.filter((record) => record.state !== 'ok');
      expect(lost.map(({ state: how, cell }) => [how, cell.engine])).toEqual([['failed', name]]);
      expect(lost[0]).toMatchObject({ why: expect.stringMatching(/ended with code 137/) as string });
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
