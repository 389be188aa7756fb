// Python's virtual environment and what is installed in it.
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findPython } from '../find-python.mjs';
import { childEnvironment, root, setupFolder, venv, venvPython, venvStamps, workFolder } from '../places.mjs';
import { runLogged } from '../run-logged.mjs';
import { hashOf } from '../stamp.mjs';

/** Empties the virtual environment, stamps with it, but for the logs and the lock of the set-up that does so. */
function emptyVenv() {
  rmSync(venvStamps, { recursive: true, force: true });
  for (const name of readdirSync(venv))
    if (join(venv, name) !== workFolder) rmSync(join(venv, name), { recursive: true });
}

/**
 * Where the Python that now runs as the virtual environment's looks for packages: told from its name, so that nothing
 * is started. A link to a Python that was removed throws.
 */
function sitePackages() {
  const name = basename(realpathSync(venvPython));
  // A file that is named plainly `python` says no version: the environment's one folder is its own.
  const folder = /^python\d+\.\d+t?$/.test(name) ? name : readdirSync(join(venv, 'lib'))[0];
  return join(venv, 'lib', folder, 'site-packages');
}

/** @type {import('../step.mjs').Step} */
export const environment = {
  title: 'Python environment',
  stampFile: join(venvStamps, 'environment'),
  // A virtual environment has its own path in it: a checkout that was moved needs a new one.
  hash: () => hashOf(['environment 1', root]),
  // An upgrade of the system's Python leaves the link whole, and the packages in a folder that the new one never reads.
  intact: () => existsSync(sitePackages()),
  async run() {
    emptyVenv();
    await runLogged([findPython()?.command ?? 'python3', '-m', 'venv', venv], {
      log: join(workFolder, 'venv.log'),
      env: childEnvironment(),
    });
  },
};

/**
 * A step that installs a full list of pinned packages. The lists are complete, so nothing is resolved.
 * @param {string} title
 * @param {string} name of the stamp and the log
 * @param {readonly string[]} lists
 * @param {readonly string[]} proof modules that are imported after the installation; each is a folder
 * @returns {import('../step.mjs').Step}
 */
function pinned(title, name, lists, proof) {
  const files = lists.map((list) => join(setupFolder, list));
  const stampFile = join(venvStamps, name);
  const intact = () => proof.every((module) => existsSync(join(sitePackages(), module)));
  return {
    title,
    stampFile,
    hash: () => hashOf([`${name} 1`, root], files),
    intact,
    async run({ progress }) {
      const wanted = files.flatMap((file) => readFileSync(file, 'utf8').match(/^[\w-]+==/gm) ?? []).length;
      let seen = 0;
      const options = ['--no-deps', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
      // pip takes a package for installed while its metadata lies there, whatever else of it is gone.
      if (existsSync(stampFile) && !intact()) options.push('--force-reinstall');
      await runLogged([venvPython, '-m', 'pip', 'install', ...options, ...files.flatMap((file) => ['-r', file])], {
        log: join(workFolder, `${name}.log`),
        env: childEnvironment(),
        onLine(line) {
          if (/^(Collecting|Requirement already|Ignoring) /.test(line)) progress(++seen, wanted);
        },
      });
      await runLogged([venvPython, '-c', `import ${proof.join(', ')}`], {
        log: join(workFolder, `${name}-proof.log`),
        env: childEnvironment(),
      });
    },
  };
}

export const requirements = pinned(
  'Python packages',
  'requirements',
  ['requirements.txt', 'requirements-server.txt'],
  ['jupyterlab', 'nbclient', 'nbconvert', 'plotly', 'chromadb_rust_bindings'],
);

export const testRequirements = pinned(
  'Python packages of the tests',
  'requirements-test',
  ['requirements-test.txt'],
  ['numpy', 'pyarrow'],
);
