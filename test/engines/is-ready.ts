import { spawnSync } from 'node:child_process';
import { projectRoot } from 'vexlab/dist/base/paths';

/** Whether an engine says that it can run here; asked in another process, because a test file cannot wait. */
export function isReady(name: string): boolean {
  const ask = `require('vexlab/dist/engines/${name}').engine.probe({ dataDir: '', env: {} })`;
  const program = `${ask}.then(({ state }) => process.exit(state === 'ready' ? 0 : 1))`;
  return spawnSync(process.execPath, ['-e', program], { cwd: projectRoot, timeout: 30_000 }).status === 0;
}
