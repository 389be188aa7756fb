import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineContext } from '../engine';

/** What is known of a container's end. */
export interface ContainerEnd {
  /** How it ended; undefined while it runs. Waits for the news for at most `withinMs`, and asks nobody. */
  news(withinMs: number): Promise<string | undefined>;
}

/**
 * One `docker wait` for a container's whole run, so that it costs nothing to ask whether it still runs. `atEnd` is done before
 * the news is told. It keeps no program running and ends with the container.
 */
export function containerEnd(id: string, env: EngineContext['env'], atEnd: () => Promise<void>): ContainerEnd {
  const wait = spawn('docker', ['wait', id], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  let how: string | undefined;
  wait.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    wait.once('error', () => resolve());
    wait.once('close', () => resolve());
  }).then(async () => {
    await atEnd();
    const code = /^\d+$/m.exec(said)?.[0];
    how = code === undefined ? 'is out of sight: Docker does not tell whether it runs' : `ended with code ${code}`;
  });
  wait.unref();
  (wait.stdout as unknown as { unref(): void }).unref();
  return {
    async news(withinMs) {
      if (how === undefined && withinMs > 0) await Promise.race([ended, sleep(withinMs)]);
      return how;
    },
  };
}
