import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loopbackCheck } from 'vexlab/dist/contract/checks/listening';
import { type Listener, listenersOf } from 'vexlab/dist/engines/process/listeners';
import { parseListeners } from 'vexlab/dist/engines/process/parse-listeners';
import type { ContractKit, Outcome } from 'vexlab/dist/engines/contract-check';

/** Lines as Linux writes them: 127.0.0.1:8000, 0.0.0.0:50051, a connection, [::1]:9, [::]:7947, ::ffff:127.0.0.1:10. */
const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0000000000000000 100 0 0 10 0
   1: 00000000:C383 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1F40 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 13 1 0000000000000000 20 4 30 10 -1
`;
const tcp6 = `   0: 00000000000000000000000001000000:0009 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 14
   1: 00000000000000000000000000000000:1F0B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 15
   2: 0000000000000000FFFF00000100007F:000A 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 16
   3: B80D0120000000000000000001000000:000B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 17
`;

describe('where a process listens', () => {
  it('is read from the tables of the kernel', () => {
    expect(parseListeners(tcp)).toEqual([
      { address: '127.0.0.1', port: 8000, loopback: true, inode: '11' },
      { address: '0.0.0.0', port: 50051, loopback: false, inode: '12' },
    ]);
    expect(parseListeners(tcp6)).toEqual([
      { address: '[::1]', port: 9, loopback: true, inode: '14' },
      { address: '[::]', port: 7947, loopback: false, inode: '15' },
      { address: '127.0.0.1', port: 10, loopback: true, inode: '16' },
      { address: '[2001:db8:0:0:0:0:0:1]', port: 11, loopback: false, inode: '17' },
    ]);
  });

  it('is found in what the process started, too', async ({ skip }) => {
    if (process.platform !== 'linux') return skip('only Linux says which process listens where');
    const listen = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;
    const shell = spawn('/bin/sh', ['-c', '"$0" -e "$1"; :', process.execPath, listen], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
    onTestFinished(() => void process.kill(-(shell.pid as number), 'SIGKILL'));
    const port = await new Promise<number>((resolve) => shell.stdout.once('data', (line) => resolve(Number(line))));
    expect(listenersOf([shell.pid as number])).toEqual([{ address: '127.0.0.1', port, loopback: true, apart: false }]);
    expect(await outcomeOf([shell.pid as number])).toMatchObject({
      verdict: 'pass',
      numbers: { listening: 1, open: 0 },
    });
  });

  it('is a finding where others can reach it', async () => {
    const local: Listener = { address: '127.0.0.1', port: 8080, loopback: true, apart: false };
    const open: Listener = { address: '[::]', port: 50051, loopback: false, apart: false };
    expect(await outcomeOf([1], [local, open])).toMatchObject({
      verdict: 'finding',
      what: '1 port can be reached from other machines: [::]:50051.',
      numbers: { listening: 2, open: 1 },
    });
    expect(await outcomeOf([1], [{ ...open, apart: true }])).toMatchObject({ verdict: 'fact' });
    expect(await outcomeOf([1], [])).toMatchObject({ verdict: 'fact', what: 'It listens on no TCP port.' });
    expect(await outcomeOf([1], 'not-readable')).toMatchObject({ verdict: 'not-applicable' });
    expect(await outcomeOf([], [open])).toMatchObject({ verdict: 'not-applicable' });
  });
});

/** `found` stands in for what these processes listen on; absent: what they truly do. */
function outcomeOf(pids: number[], found?: ReturnType<typeof listenersOf>): Promise<Outcome> {
  const kit = { connection: { pids: () => pids } } as unknown as ContractKit;
  return loopbackCheck(found && (() => found)).run(kit);
}
