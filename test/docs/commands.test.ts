import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';

const pages = [
  'README.md',
  'lib/README.md',
  'lib/engines/README.md',
  'results/README.md',
  'datasets/README.md',
  'notebooks/README.md',
];
const folder = mkdtempSync(join(tmpdir(), 'vexlab-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8');

const commands = (page: string): string[] =>
  [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    (block ?? '').split('\n').flatMap((line) => line.replace(/\s+#.*/, '').trim() || []),
  );

/** Commands that other tests run, or that this machine must not. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^npm start$/, 'test/notebooks/start.test.ts'],
  [/^npm test$/, 'this run'],
  [/^npm run lab$/, 'test/kernel-setup'],
  [/^npx vexlab datasets get /, 'a download; test/datasets runs it against a local server'],
];

describe.each(pages)('%s', (page) => {
  it.each(commands(page).filter((command) => !elsewhere.some(([pattern]) => pattern.test(command))))(
    'has a command that works: %s',
    async (command) => {
      expect(command).toMatch(/^npx vexlab /);
      const args = command.replace('npx vexlab ', '').split(' ');
      const script = join(projectRoot, 'lib/bin/vexlab.js');
      // Not synchronously: the runner ends a worker that it does not hear of for a minute.
      const ended = await new Promise((done) =>
        execFile(
          process.execPath,
          [script, ...args],
          { cwd: folder, env: { ...process.env, VEXLAB_OUTPUT: join(folder, 'results') }, timeout: 600_000 },
          (error, _, stderr) => done(error ? { code: error.code, stderr } : { code: 0 }),
        ),
      );
      expect(ended).toEqual({ code: 0 });
    },
    600_000,
  );

  it('links only to what is there', () => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
    const broken = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(resolve(projectRoot, dirname(page), link)),
    );
    expect(broken).toEqual([]);
  });
});
