import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startThreadGroup, type ThreadGroup } from 'vexlab/dist/workload/load/thread-group';

const file = join(__dirname, 'thread.cjs');

/** Worker threads of this process, by what keeps it alive. */
const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

describe('a group of threads', () => {
  const before = threads();
  let group: ThreadGroup;
  const start = (signal?: AbortSignal): ThreadGroup =>
    startThreadGroup(file, ['a', 'b', 'c'], { where: 'test', signal });

  afterEach(async () => {
    await group.end();
    expect(threads()).toBe(before);
  });

  it('answers in the order of its threads, time and again', async () => {
    group = start();
    expect(await group.ask(['1', '2', '3'])).toEqual(['a 1', 'b 2', 'c 3']);
    expect(await group.ask(['4', '5', '6'])).toEqual(['a 4', 'b 5', 'c 6']);
  });

  it.each([
    ['ends by itself', 'exit', { code: 'thread-died', message: expect.stringContaining('with exit code 3') as string }],
    ['throws', 'throw', { code: 'thread-died', message: expect.stringContaining('as asked') as string }],
    ['fails', 'fail', { code: 'unreachable', where: 'it', what: 'is gone' }],
  ])('ends as a whole with one error where a thread %s', async (_, question, error) => {
    group = start();
    await group.ask(['1', '2', '3']);
    await expect(group.ask(['wait', question, 'wait'])).rejects.toMatchObject(error);
    expect(threads()).toBe(before);
    await expect(group.ask(['1', '2', '3'])).rejects.toMatchObject(error);
  });

  it('ends with the reason of its signal, also of one that was aborted before', async () => {
    const ending = new AbortController();
    group = start(ending.signal);
    const asked = group.ask(['wait', 'wait', '3']);
    ending.abort(new RangeError('stop'));
    await expect(asked).rejects.toThrow('stop');
    expect(threads()).toBe(before);
    group = start(ending.signal);
    await expect(group.ask(['1', '2', '3'])).rejects.toThrow('stop');
  });
});
