import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';

const versions = [
  '18.20.8',
  '20.19.5',
  '20.20.1',
  '20.20.2',
  '20.21.0',
  '21.7.3',
  '22.12.0',
  '22.13.0',
  '23.11.0',
  '24.0.0',
];

it('the doctor takes the versions of Node that package.json states, and no other', () => {
  const { engines } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('^20.20.2 || ^22.13.0 || >=24');
  const file = join(projectRoot, 'kernel-setup', 'node-suffices.mjs');
  const script = `import { nodeSuffices } from ${JSON.stringify(file)}; console.log(JSON.stringify(${JSON.stringify(versions)}.filter(nodeSuffices)))`;
  const taken = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(JSON.parse(taken)).toEqual(['20.20.2', '20.21.0', '22.13.0', '24.0.0']);
});
