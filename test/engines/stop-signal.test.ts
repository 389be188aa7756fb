import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startGuarded } from 'vexlab/dist/engines/process/guarded-process';
import { eventually, scratch } from './processes';

/** Says which signal asked it to end. Node, because a shell in the background cannot take SIGINT back. */
const script = `
for (const name of ['SIGINT', 'SIGTERM'])
  process.on(name, () => { require('fs').writeFileSync(process.argv[1], name); process.exit(7); });
console.log('ready');
setInterval(() => undefined, 1000);`;

it.each([[undefined, 'SIGTERM'] as const, ['SIGINT', 'SIGINT'] as const])(
  'asks a process that declares %s to end by %s',
  async (stopSignal, expected) => {
    const folder = scratch();
    const [said, log] = [join(folder, 'said'), join(folder, 'log')];
    const command = { file: process.execPath, args: ['-e', script, said], env: process.env };
    const guarded = await startGuarded({ ...command, ...(stopSignal && { stopSignal }) }, log);
    expect(await eventually(() => existsSync(log) && readFileSync(log, 'utf8').includes('ready'))).toBe(true);
    await guarded.stop();
    expect(readFileSync(said, 'utf8')).toBe(expected);
    expect(guarded.exit()).toEqual({ code: 7 });
  },
);
