import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { containerPid } from 'vexlab/dist/engines/server/container-pid';
import { scratch } from './processes';

const id = 'c0ffee'.repeat(11).slice(0, 64);

/** A /proc with one process in such control groups. */
function proc(cgroup: string): string {
  const folder = scratch();
  mkdirSync(join(folder, '42'));
  writeFileSync(join(folder, '42', 'cgroup'), cgroup);
  return folder;
}

it.each([
  `0::/system.slice/docker-${id}.scope\n`,
  `12:memory:/docker/${id}\n0::/\n`,
  `0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope\n`,
])('takes a process that the kernel counts to the container: %s', (cgroup) => {
  expect(containerPid(id, 42, proc(cgroup))).toEqual({ pid: 42 });
});

it.each(['0::/\n', `0::/system.slice/docker-${'0'.repeat(64)}.scope\n`, '0::/user.slice/session-1.scope\n'])(
  'takes no process of somebody else: %s',
  (cgroup) => {
    const seen = containerPid(id, 42, proc(cgroup));
    expect(seen.pid).toBeUndefined();
    expect(seen.unseen).toMatch(/Docker names process 42/);
  },
);

it('takes no process that is not there, and none without a whole id', () => {
  expect(containerPid(id, 43, proc('')).pid).toBeUndefined();
  expect(containerPid(id, 0, proc('')).pid).toBeUndefined();
  expect(containerPid('', 42, proc('0::/\n')).pid).toBeUndefined();
});
