// The library of this laboratory, compiled.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { childEnvironment, nodeStamps, npmCommand, root, workFolder } from '../places.mjs';
import { runLogged } from '../run-logged.mjs';
import { filesUnder, hashOf } from '../stamp.mjs';

const folder = join(root, 'lib');
const isSource = (path) => /\.(ts|mts|mjs|json)$/.test(path);

/** The compiled file of each source. */
function compiled() {
  const sources = filesUnder(folder, (path) => path.endsWith('.ts'), ['dist', 'node_modules']);
  return sources.map((source) => join(folder, 'dist', relative(folder, source).replace(/\.ts$/, '.js')));
}

/** @type {import('../step.mjs').Step} */
export const library = {
  title: 'library',
  stampFile: join(nodeStamps, 'library'),
  hash: () =>
    hashOf(['library 1'], [join(root, 'tsconfig.json'), ...filesUnder(folder, isSource, ['dist', 'node_modules'])]),
  intact: () => compiled().every((file) => existsSync(file)),
  async run() {
    await runLogged([...npmCommand(), 'run', '--silent', 'build'], {
      log: join(workFolder, 'build.log'),
      env: childEnvironment(),
    });
  },
};
