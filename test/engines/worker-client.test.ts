import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { postable, type WorkerClient, workerClient } from 'vexlab/dist/engines/adapter/worker-client';
import { scratch } from './processes';

type Methods = {
  double(x: number): number;
  fail(what: string): never;
  refuse(what: string): never;
  burn(ms: number): string;
  hold(gate: SharedArrayBuffer): string;
  crash(code: number): never;
  throwLater(what: string): void;
};

/** A worker that does these things, ended with the test. */
function worker(): WorkerClient<Methods> {
  const dist = join(projectRoot, 'lib', 'dist');
  const file = join(scratch(), 'worker.cjs');
  writeFileSync(
    file,
    `const { answerCalls } = require(${JSON.stringify(join(dist, 'engines', 'adapter', 'answer-calls.js'))});
     const { LabError } = require(${JSON.stringify(join(dist, 'base', 'lab-error.js'))});
     answerCalls({
       double: (x) => 2 * x,
       fail: (what) => { throw new Error(what); },
       refuse: (what) => { throw new LabError({ code: 'bad-thing', where: 'x', what, remedy: 'mend it' }); },
       burn: (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); return 'burnt'; },
       hold: (gate) => Atomics.wait(new Int32Array(gate), 0, 0, 30_000) === 'timed-out' ? 'never released' : 'released',
       crash: (code) => process.exit(code),
       throwLater: (what) => { setTimeout(() => { throw new Error(what); }, 1); },
     });`,
  );
  const client = workerClient<Methods>(file, 'test');
  onTestFinished(() => client.close());
  return client;
}

it('answers calls in order and lets the event loop go meanwhile', async () => {
  const client = worker();
  await client.call('double', 1);
  const events: string[] = [];
  // The timer itself lets the worker go: a call that held up the event loop would never be released.
  const gate = new SharedArrayBuffer(4);
  const held = client.call('hold', gate).then((value) => events.push(value));
  const doubled = client.call('double', 21).then((value) => events.push(String(value)));
  setTimeout(() => {
    events.push('timer');
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
  }, 10);
  expect(client.pending()).toBe(2);
  await Promise.all([held, doubled]);
  expect(events).toEqual(['timer', 'released', '42']);
  expect(client.pending()).toBe(0);
});

it('rejects the call that failed, and goes on', async () => {
  const client = worker();
  await expect(client.call('fail', 'no\n luck')).rejects.toMatchObject({ name: 'LabError', code: 'engine-error' });
  await expect(client.call('fail', 'no\n luck')).rejects.toThrow('test: no luck');
  await expect(client.call('refuse', 'a thing')).rejects.toMatchObject({
    code: 'bad-thing',
    message: 'test: a thing; mend it',
  });
  expect(await client.call('double', 4)).toBe(8);
});

it('rejects all that wait, and all later calls, when the worker ends', async () => {
  const client = worker();
  const waiting = [client.call('burn', 20), client.call('crash', 5), client.call('double', 1)];
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  for (const late of [waiting[1], waiting[2], client.call('double', 1)]) {
    await expect(late).rejects.toMatchObject({ code: 'worker-died' });
    await expect(late).rejects.toThrow('test: its worker thread ended with code 5');
  }
});

it('tells what ended the worker', async () => {
  const client = worker();
  await client.call('throwLater', 'a bug');
  // How many calls the worker still answers before its timer fires is the scheduler's business.
  const untilItEnds = async (): Promise<never> => {
    for (;;) await client.call('double', 1);
  };
  await expect(untilItEnds()).rejects.toThrow('its worker thread ended: a bug');
});

it('rejects what waits when it is closed', async () => {
  const client = worker();
  const waiting = client.call('burn', 5000);
  await Promise.all([client.close(), expect(waiting).rejects.toMatchObject({ code: 'closed' })]);
  await expect(client.call('double', 1)).rejects.toMatchObject({ code: 'closed' });
});

it('posts a part of an array without the rest of its buffer', () => {
  const whole = Float32Array.of(1, 2, 3, 4);
  expect(postable(whole)).toBe(whole);
  const part = postable(whole.subarray(1, 3));
  expect(Array.from(part)).toEqual([2, 3]);
  expect(part.buffer.byteLength).toBe(8);
  const shared = new Float32Array(new SharedArrayBuffer(16)).subarray(1);
  expect(postable(shared)).toBe(shared);
});
