import { statfsSync } from 'node:fs';
import { memoryBytes } from '../process/memory';
import { leastConnections } from './clients';

/** How its data folder is made: names are compared by their bytes. */
export const initArguments: readonly string[] = ['--encoding=UTF8', '--locale=C'];

/**
 * Settings of a server of so many bytes of memory, wherever the lab starts it. All else is PostgreSQL's default, above all
 * `fsync`. A quarter of the memory as `shared_buffers` is what both manuals tell to begin with.
 * @see https://www.postgresql.org/docs/16/runtime-config-resource.html
 * @see https://github.com/pgvector/pgvector#tuning
 */
export const sharedSettings = (memory: number, connections = leastConnections): readonly string[] => [
  `max_connections=${connections}`,
  `shared_buffers=${quarterOf(memory)}`,
];

/** What compose.yaml is told of a container of so much memory; its /dev/shm is as large as a parallel build may need. */
export const containerVariables = (memory: number): Record<string, string> => ({
  VEXLAB_PGVECTOR_QUARTER: quarterOf(memory),
});

/** Settings of a server on this machine's loopback port. */
export function localSettings(port: number, connections = leastConnections): string[] {
  const memory = memoryBytes();
  const place = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  // In a container /dev/shm often is 64 MB, in which no parallel build of an index fits.
  const small = sharedMemory() < memory / 4 ? ['dynamic_shared_memory_type=mmap'] : [];
  return [...place, ...sharedSettings(memory, connections), ...small];
}

const megabyte = 2 ** 20;

const quarterOf = (memory: number): string => `${Math.max(128, Math.floor(memory / 4 / megabyte))}MB`;

/** Free bytes of /dev/shm; no limit where there is none. */
function sharedMemory(): number {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
