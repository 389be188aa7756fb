import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { durabilityChecks } from 'vexlab/dist/contract/checks/durability';
import { type CheckResult, runCheck } from 'vexlab/dist/contract/run-check';
import { contractSample } from 'vexlab/dist/contract/sample';
import { connectApart } from 'vexlab/dist/engines/apart/connect-apart';
import type { Connection, Engine } from 'vexlab/dist/engines/engine';
import { eventually, runs, scratch } from '../engines/processes';

const file = join(__dirname, 'embedded-engines.cjs');

/** What the check came to, the processes that it made in their order, and whether a folder of theirs is left. */
async function asked(name: string, hard: boolean): Promise<CheckResult & { pids: number[]; left: string[] }> {
  const { engines } = (await import(file)) as { engines: readonly Engine[] };
  const engine = engines.find((one) => one.name === name) as Engine;
  const context = { dataDir: scratch(), env: process.env };
  const pids: number[] = [];
  const watched: typeof connectApart = async (...given) => {
    const connection: Connection = await connectApart(given[0], given[1], file);
    pids.push(...connection.pids());
    return {
      ...connection,
      async restart(how) {
        await connection.restart?.(how);
        pids.push(...connection.pids());
      },
    };
  };
  const check = durabilityChecks(watched)[hard ? 1 : 0];
  const result = await runCheck(check, engine, await engine.connect(context), context, contractSample());
  return { ...result, pids, left: readdirSync(context.dataDir) };
}

it.each([
  ['a stop', false],
  ['kill -9', true],
] as const)('an embedded engine that is durable is asked after %s, in processes of its own', async (how, hard) => {
  const { verdict, what, pids, left } = await asked('keeper', hard);
  expect(`${verdict}: ${what}`).toBe(
    `fact: 1000 of 1000 acknowledged vectors are there after ${how} and a start, in a process of its own; ` +
      'recall@10 1 before, 1 after, 100 of the last 100 found by their own vectors; it is declared durable.',
  );
  expect(new Set([process.pid, ...pids]).size).toBe(3);
  expect(await eventually(() => !pids.some(runs))).toBe(true);
  expect(left).toEqual([]);
});

it('one that writes only when it is closed is found out by kill -9, and by that alone', async () => {
  expect(await asked('late-writer', false)).toMatchObject({ verdict: 'fact', numbers: { after: 1000 } });
  const { verdict, what, numbers } = await asked('late-writer', true);
  expect({ verdict, numbers }).toEqual({
    verdict: 'finding',
    numbers: { before: 1000, after: 0, recallBefore: 1, recallAfter: 0, lastFound: 0 },
  });
  expect(what).toContain('(late-writer: there is no file of late-writer)');
});

it('one that does not say how it is opened again is broken, and one that is not durable is not asked', async () => {
  const { verdict, what } = await asked('nameless', true);
  expect(verdict).toBe('broken');
  expect(what).toContain('does not say how it is opened again');
  expect(await asked('forgetful', true)).toMatchObject({
    verdict: 'not-applicable',
    what: "It keeps its vectors in the lab's own process alone; it is declared not durable.",
    pids: [],
  });
});
