import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { EngineContext } from '../engine';

/** What a call of `docker` says on its standard output. Rejects where it fails, with what it said of that in the message. */
export async function docker(args: readonly string[], env: EngineContext['env'], timeoutMs: number): Promise<string> {
  const options = { env, timeout: timeoutMs, maxBuffer: 64 * 2 ** 20 };
  const { stdout } = await promisify(execFile)('docker', args, options);
  return stdout.trim();
}
