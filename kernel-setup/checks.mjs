// What the laboratory needs, what is there, and what installs what is missing.
import { nodeSuffices } from './node-suffices.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { findPython } from './find-python.mjs';
import { installCommand } from './install-hints.mjs';
import { kernelspecFolder, npmCommand, root, venvPython } from './places.mjs';
import { isCurrent } from './step.mjs';
import { kernelspec } from './steps/jupyter.mjs';
import { library } from './steps/library.mjs';
import { packages } from './steps/packages.mjs';
import { environment, requirements } from './steps/python.mjs';

/**
 * @typedef {object} Check
 * @property {string} id
 * @property {string} title
 * @property {'ok' | 'missing' | 'optional'} state `optional`: not there, and the laboratory works without it
 * @property {string} found what is there, or what lacks
 * @property {string} [remedy] the command that mends it
 */

/** Bytes that node_modules, the virtual environment and the caches take, with room to work. */
const diskBytes = 4e9;
const setup = 'npm run setup';

/**
 * The first line that a command prints, undefined where it does not run.
 * @param {readonly [string, ...string[]]} command
 */
function firstLine([file, ...args]) {
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.split('\n')[0].trim() : undefined;
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string | undefined} found undefined where it is missing
 * @param {string} lacking
 * @param {string} remedy
 * @returns {Check}
 */
function check(id, title, found, lacking, remedy) {
  return found === undefined
    ? { id, title, state: 'missing', found: lacking, remedy }
    : { id, title, state: 'ok', found };
}

/** @returns {Check[]} */
function pythonChecks() {
  const python = findPython();
  const old = python ? `Python ${python.version} is too old: 3.10 or newer is needed` : 'no python3 on PATH';
  const version = python?.recent ? python.version : undefined;
  const venv = python?.venv ? 'there' : undefined;
  return [
    check('python', 'Python', version, old, installCommand('python')),
    check(
      'python-venv',
      "Python's venv",
      venv,
      'the modules venv and ensurepip are missing',
      installCommand('python-venv'),
    ),
  ];
}

/** @returns {Check} */
function diskCheck() {
  const { bavail, bsize } = statfsSync(root);
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  const enough = bavail * bsize >= diskBytes || existsSync(join(kernelspecFolder, 'kernel.json'));
  return check(
    'disk',
    'Disk',
    enough ? free : undefined,
    `${free}, ${diskBytes / 1e9} GB are needed`,
    'free some disk space',
  );
}

/** What must be there before a set-up. @returns {Check[]} */
export function prerequisites() {
  const compiler = ['c++', 'g++', 'clang++'].find((name) => firstLine([name, '--version']) !== undefined);
  const make = firstLine(['make', '--version']);
  return [
    check(
      'platform',
      'System',
      process.platform === 'win32' ? undefined : process.platform,
      'Windows has no /bin/sh and no .venv/bin/python',
      'on Windows use WSL 2 (wsl --install) and a clone inside it',
    ),
    check(
      'node',
      'Node.js',
      nodeSuffices(process.versions.node) ? process.versions.node : undefined,
      `Node.js ${process.versions.node} is too old: 20.20.2, 22.13 or 24 and newer is needed`,
      installCommand('node'),
    ),
    check('npm', 'npm', firstLine([...npmCommand(), '--version']), 'npm does not run', installCommand('node')),
    ...pythonChecks(),
    check(
      'compiler',
      'C++ compiler and make',
      compiler && make && firstLine([compiler, '--version']),
      [!compiler && 'no c++, g++ or clang++', !make && 'no make'].filter(Boolean).join(', '),
      installCommand('compiler'),
    ),
    diskCheck(),
  ];
}

/** What a set-up makes. @returns {Check[]} */
export function installed() {
  const chroma =
    existsSync(venvPython) && firstLine([venvPython, '-c', 'import chromadb_rust_bindings; print("there")']);
  const venvVersion = [environment, requirements].every(isCurrent) ? firstLine([venvPython, '--version']) : undefined;
  const kernel = isCurrent(kernelspec) ? 'tslab' : undefined;
  return [
    check(
      'packages',
      'npm packages',
      isCurrent(packages) ? 'as locked' : undefined,
      'not installed, or not as locked',
      setup,
    ),
    check('library', 'Library', isCurrent(library) ? 'built' : undefined, 'not built from its present sources', setup),
    check('venv', 'Python environment', venvVersion, 'no .venv, or not as locked', setup),
    check('kernel', 'Jupyter kernel', kernel, 'no kernelspec in .venv, or not for this Node.js', setup),
    check('chroma', 'Chroma server', chroma || undefined, 'not in .venv', setup),
  ];
}

/** What makes more possible. @returns {Check[]} */
export function extras() {
  const chromium = findChromium();
  const id = 'chromium';
  const title = 'Chromium (static images)';
  if (chromium) return [{ id, title, state: 'ok', found: chromium }];
  const found = 'not found: figures have no static image, all else works';
  return [{ id, title, state: 'optional', found, remedy: installCommand('chromium') }];
}
