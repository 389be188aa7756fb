import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { engine } from 'vexlab/dist/engines/vexfs';
import { vexfsRecipe } from 'vexlab/dist/engines/vexfs/recipe';
import { contractSuite } from './contract';

describe('the real server', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-vexfs-server-'));
  const local = await vexfsRecipe.local({ dataDir, env: process.env });
  if ('missing' in local) {
    rmSync(dataDir, { recursive: true });
    return it('keeps the engine contract', ({ skip }) => skip(local.missing));
  }
  const env: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    const service = await local.start({ dataDir, env: process.env });
    env.VEXFS_URL = `http://127.0.0.1:${service.port}`;
    return async () => {
      await service.stop();
      rmSync(dataDir, { recursive: true });
    };
  });
  contractSuite(engine, { env });
});
