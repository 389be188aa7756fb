import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { root } from './drive-kernel';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

/** JupyterLab, started as a user starts it, until it says where it is. */
async function startLab(home: string, cache: string) {
  const lab = spawn(process.execPath, [join(root, 'kernel-setup', 'lab.mjs'), '--no-browser', '--ServerApp.port=0'], {
    env: { ...process.env, HOME: home, VEXLAB_CACHE: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const ended = new Promise<number | null>((resolve) => lab.on('exit', resolve));
  const url = await new Promise<URL>((resolve, reject) => {
    lab.on('exit', () => reject(new Error(`JupyterLab ended: ${log}`)));
    lab.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(log);
      if (found) resolve(new URL(found[0]));
    });
  });
  return { lab, url, ended };
}

describe('npm run lab', () => {
  it('serves on this machine only, with our kernel chosen and the Plotly renderer, ends on Ctrl-C, and leaves nothing in the home folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vexlab-home-'));
    const home = join(folder, 'home');
    mkdirSync(home);
    const { lab, url, ended } = await startLab(home, join(folder, 'cache'));
    const get = async (path: string): Promise<unknown> => {
      const answer = await fetch(new URL(path, url), {
        headers: { authorization: `token ${url.searchParams.get('token')}` },
      });
      return answer.json();
    };
    try {
      const specs = (await get('/api/kernelspecs')) as { default: string; kernelspecs: object };
      expect([specs.default, Object.keys(specs.kernelspecs)]).toEqual(['tslab', ['tslab']]);
      const page = await fetch(url).then((answer) => answer.text());
      expect(page).toContain('jupyterlab-plotly');
      expect(url.hostname).toBe('127.0.0.1');
    } finally {
      lab.kill('SIGINT');
    }
    expect(await ended).toBe(0);
    expect(readdirSync(home)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
