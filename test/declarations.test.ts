import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(__dirname, '..');

it("declares itself in types that the notebooks' TypeScript 5.0 parses", () => {
  // Inside the checkout, so that the package resolves as it does from notebooks/.
  const folder = mkdtempSync(join(root, 'test', 'tmp-declarations-'));
  try {
    writeFileSync(
      join(folder, 'cell.ts'),
      "import * as lab from 'vexlab';\nexport const version: number = lab.recordVersion;\n",
    );
    const tsc = join(root, 'node_modules/@tslab/typescript-for-tslab/bin/tsc');
    const options = [
      '--strict',
      '--noEmit',
      '--module',
      'commonjs',
      '--moduleResolution',
      'node10',
      '--target',
      'es2020',
      '--types',
      'node',
    ];
    const listed = execFileSync(process.execPath, [tsc, ...options, '--listFiles', join(folder, 'cell.ts')], {
      encoding: 'utf8',
    });
    expect(listed).toContain('lib/dist/index.d.ts');
    // Packages whose declarations are newer than that TypeScript, or that every kernel would pay for at its start.
    expect(listed).not.toMatch(/node_modules\/(zod|danfojs-node|apache-arrow|chromadb|hyparquet)\//);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
