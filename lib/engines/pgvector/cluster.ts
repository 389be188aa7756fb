import { execFile } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LabError, messageOf } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { isFull, makeDataFolder, noSpace } from '../process/data-folder';
import type { Command } from '../process/guarded-process';
import { ownSecret } from '../server/own-secret';
import { connectionsFor } from './clients';
import { initArguments, localSettings } from './settings';
import { asUnprivileged } from './unprivileged';

/** Where a server that the lab starts keeps its data. */
export const clusterData = (dataDir: string): string => join(dataDir, 'pgvector', 'data');

/** Makes the data folder of a server, where there is none yet, and returns how the server is started on a port. */
export async function prepareCluster(
  bin: string,
  { dataDir, env, signal, ...context }: EngineContext,
): Promise<(port: number) => Command> {
  const data = clusterData(dataDir);
  makeDataFolder(dirname(data), 'pgvector');
  const unprivileged = await asUnprivileged(dirname(data), join(bin, 'postgres'));
  if (!existsSync(data)) await initialise(bin, data, { env, signal }, unprivileged);
  return (port) => {
    const settings = localSettings(port, connectionsFor(context)).flatMap((setting) => ['-c', setting]);
    const args = ['-c', whenDeserted, 'sh', data, join(bin, 'postgres'), '-D', data, ...settings];
    // By default it waits until every client has left; interrupted, it ends their work and leaves by itself.
    return { ...unprivileged({ file: '/bin/sh', args, env }), stopSignal: 'SIGINT' };
  };
}

/**
 * Takes away the lock that a killed server left, when no process of it works in the data folder any more, and becomes the
 * server. PostgreSQL itself asks only whether there is a process of that id: one that nobody has buried yet, or one that was
 * given the id since, would keep it from starting. Elsewhere than on Linux the lock is left to it.
 */
const whenDeserted = `
data=$1
shift
deserted() { for cwd in /proc/[0-9]*/cwd; do [ "$cwd" -ef "$data" ] && return 1; done; return 0; }
if [ -e "$data/postmaster.pid" ] && [ -d /proc/self ]; then
  tries=0
  until deserted || [ "$tries" -ge 200 ]; do sleep 0.05; tries=$((tries + 1)); done
  deserted && rm -f "$data/postmaster.pid"
fi
exec "$@"
`;

async function initialise(
  bin: string,
  data: string,
  { env, signal }: Pick<EngineContext, 'env' | 'signal'>,
  unprivileged: (command: Command) => Command,
): Promise<void> {
  // Renamed when it is whole: what lies at its place can always be started.
  const draft = `${data}.new`;
  const secretFile = `${data}.secret`;
  rmSync(draft, { recursive: true, force: true });
  const how = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${secretFile}`];
  const args = ['-D', draft, ...how, ...initArguments];
  try {
    const { file, args: all } = unprivileged({ file: join(bin, 'initdb'), args, env });
    writeFileSync(secretFile, ownSecret(env), { mode: 0o644 });
    await promisify(execFile)(file, [...all], { env, signal });
    renameSync(draft, data);
  } catch (error) {
    signal?.throwIfAborted();
    // Where it fails it takes away what it wrote, and then the disk has room again.
    const full = isFull(dirname(data)) || /No space left on device|Check free disk space/.test(messageOf(error));
    if (full) throw noSpace(dirname(data), 'pgvector', error);
    const what = `initdb could not make its data folder: ${messageOf(error).slice(-400)}`;
    throw new LabError({ code: 'server-died', where: 'pgvector', what, cause: error });
  } finally {
    rmSync(secretFile, { force: true });
  }
}
