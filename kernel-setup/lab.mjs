// Opens JupyterLab on the notebooks, with the kernel chosen. Further arguments go to JupyterLab, e.g. --no-browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, root, venvPython } from './places.mjs';

if (!existsSync(venvPython)) {
  console.error(`lab: no ${venvPython}; run: npm run setup`);
  process.exit(1);
}
const options = [
  '--ServerApp.ip=127.0.0.1',
  `--ServerApp.root_dir=${join(root, 'notebooks')}`,
  // Ctrl-C stops at once: a kernel's cells are saved by the notebook, and measured records as they are made.
  '--ServerApp.answer_yes=True',
  // JupyterLab refuses root, which is the user of most containers; it listens on this machine only.
  ...(process.getuid?.() === 0 ? ['--ServerApp.allow_root=True'] : []),
];
const lab = spawn(venvPython, ['-m', 'jupyterlab', ...options, ...process.argv.slice(2)], {
  cwd: root,
  env: childEnvironment(),
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to JupyterLab too; from anywhere else the signal comes here only.
process.on('SIGINT', () => process.stdin.isTTY || lab.kill('SIGINT'));
process.on('SIGTERM', () => lab.kill('SIGTERM'));
process.on('SIGHUP', () => lab.kill('SIGTERM'));
lab.on('error', (error) => {
  console.error(`lab: JupyterLab does not start: ${error.message}; run: npm run setup`);
  process.exit(1);
});
lab.on('exit', (code) => process.exit(code ?? 0));
