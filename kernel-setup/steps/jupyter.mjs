// What Jupyter finds in the virtual environment: the kernel, the look of exported notebooks, quiet settings.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jupyterFolders, kernelspecFolder, root, setupFolder, venv, venvStamps } from '../places.mjs';
import { filesUnder, hashOf } from '../stamp.mjs';

const launcher = join(setupFolder, 'launcher.cjs');
const jupyterFiles = join(setupFolder, 'jupyter');
const plotly = join(root, 'node_modules', 'plotly.js', 'plotly.min.js');
const plotlyPackage = join(root, 'node_modules', 'plotly.js', 'package.json');
const template = join(venv, 'share', 'jupyter', 'nbconvert', 'templates', 'vexlab');

/** @type {import('../step.mjs').Step} */
export const kernelspec = {
  title: 'Jupyter kernel',
  stampFile: join(venvStamps, 'kernelspec'),
  hash: () => hashOf(['kernelspec 2', root, process.execPath]),
  intact: () => existsSync(join(kernelspecFolder, 'kernel.json')),
  async run() {
    const spec = {
      argv: [process.execPath, launcher, '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
      interrupt_mode: 'signal',
      metadata: { debugger: false },
    };
    for (const folder of [kernelspecFolder, ...jupyterFolders]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(kernelspecFolder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  },
};

/** @type {import('../step.mjs').Step} */
export const exportLook = {
  title: 'notebook export',
  stampFile: join(venvStamps, 'export'),
  hash: () => hashOf(['export 1', root], [...filesUnder(jupyterFiles, () => true), plotlyPackage]),
  intact: () => existsSync(join(template, 'plotly.min.js')),
  async run() {
    cpSync(jupyterFiles, venv, { recursive: true });
    // The whole library beside the template: an exported notebook carries it and needs no network.
    cpSync(plotly, join(template, 'plotly.min.js'));
  },
};
