// The packages of npm, as the lock file has them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, nodeStamps, npmCommand, root, workFolder } from '../places.mjs';
import { runLogged } from '../run-logged.mjs';
import { SetupError } from '../setup-error.mjs';
import { hashOf } from '../stamp.mjs';

const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const installedFile = join(modules, '.package-lock.json');

/** @param {string} file */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Whether what npm says that it installed is what the lock file asks for; packages of other platforms may lack. */
function matchesLock() {
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  return Object.entries(packagesOf(lockFile)).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true || !path.includes('node_modules');
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * Loads the packages whose install scripts are approved: npm leaves them unbuilt where scripts are switched off. Not the
 * optional ones: the engine that needs one says itself that it is not there, and the rest of the laboratory works.
 */
function nativePackagesLoad() {
  const { allowScripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const locked = packagesOf(lockFile);
  const names = Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && !locked[`node_modules/${name}`]?.optional,
  );
  const { status } = spawnSync(process.execPath, ['-e', names.map((name) => `require('${name}');`).join('')], {
    cwd: root,
    stdio: 'ignore',
  });
  return status === 0;
}

/** @type {import('../step.mjs').Step} */
export const packages = {
  title: 'npm packages',
  stampFile: join(nodeStamps, 'packages'),
  hash: () => hashOf(['packages 1', process.platform, process.arch], [lockFile]),
  intact: () => existsSync(installedFile),
  async run({ progress }) {
    if (matchesLock() && nativePackagesLoad()) return;
    const fits = ({ os, cpu }) => (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
    const paths = Object.entries(packagesOf(lockFile)).flatMap(([path, wanted]) =>
      path.includes('node_modules/') && fits(wanted) ? [path] : [],
    );
    // npm says nothing while it works: what lies on the disk is its progress.
    const watch = setInterval(() => {
      progress(paths.filter((path) => existsSync(join(root, path, 'package.json'))).length, paths.length);
    }, 1_000);
    const log = join(workFolder, 'npm-ci.log');
    try {
      const flags = ['--no-audit', '--no-fund', '--no-progress', '--ignore-scripts=false', '--include=dev'];
      await runLogged([...npmCommand(), 'ci', ...flags], { log, env: childEnvironment() });
    } finally {
      clearInterval(watch);
    }
    if (!nativePackagesLoad()) {
      const remedy = 'npm rebuild --foreground-scripts shows why; then: npm run setup';
      throw new SetupError({ what: 'packages that npm compiles do not load after npm ci', log, remedy });
    }
  },
};
