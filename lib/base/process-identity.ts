import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from every other that has or had the same id: on Linux the boot and the clock tick at which it began,
 * elsewhere the second. Undefined where no process of that id runs, or where it has ended and nobody has asked about it yet.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxIdentity(pid);
    const [state = '', ...began] = psFields(pid);
    return state.startsWith('Z') ? undefined : began.join(' ');
  } catch {
    // There is no such process: no such file, or ps ends with code 1.
    return undefined;
  }
}

function linuxIdentity(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // proc(5): the name stands in parentheses and may itself hold spaces and parentheses; fields count from 3 after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[22 - 3]}`;
}

const psFields = (pid: number): string[] =>
  execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .trim()
    .split(/\s+/);
