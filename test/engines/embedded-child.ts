import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from 'vexlab/dist/base/paths';

/** A process that inserts n vectors of dimension 8 into an engine, says so when they are acknowledged, and waits. */
const program = `
const [name, dataDir, n] = process.argv.slice(1);
const { engine } = require('vexlab/dist/engines/' + name);
(async () => {
  const connection = await engine.connect({ dataDir, env: {} });
  const collection = await connection.open({
    name: 'child', dim: 8, metric: 'l2', capacity: Number(n),
    build: engine.buildOptions.parse({}, name), search: engine.searchOptions.parse({}, name),
  });
  const ids = Uint32Array.from({ length: Number(n) }, (_, row) => row);
  await collection.insert({ ids, vectors: Float32Array.from({ length: 8 * ids.length }, (_, i) => Math.sin(i)) });
  console.log('acknowledged');
  setInterval(() => undefined, 1000);
})();
`;

/** Runs an engine that lives in the lab's process in another process, and kills that when n vectors are acknowledged. */
export async function killedAfterInsert(name: string, dataDir: string, n: number): Promise<void> {
  const child = spawn(process.execPath, ['-e', program, name, dataDir, String(n)], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await Promise.race([
      once(child.stdout, 'data'),
      ended.then(([code]) => Promise.reject(new Error(`the child ended with code ${code} before it had inserted`))),
    ]);
  } finally {
    child.kill('SIGKILL');
  }
  await ended;
}

/** Whether an engine says that it can run here; asked in another process, because a test file cannot wait. */
export function isReady(name: string): boolean {
  const ask = `require('vexlab/dist/engines/${name}').engine.probe({ dataDir: '', env: {} })`;
  const program = `${ask}.then(({ state }) => process.exit(state === 'ready' ? 0 : 1))`;
  return spawnSync(process.execPath, ['-e', program], { cwd: projectRoot, timeout: 30_000 }).status === 0;
}
