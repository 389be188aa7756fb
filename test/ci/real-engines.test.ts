import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { engines } from 'vexlab/dist/engines';
import { scratch } from '../engines/processes';

const real = engines.filter(({ testedAgainst }) => testedAgainst === 'engine');
/** With an empty cache folder, these are not installed. */
const installed = real.filter(({ installation }) => installation).map(({ name }) => name);

function ask(env: NodeJS.ProcessEnv): { status: number | null; lines: string[] } {
  const urls = Object.fromEntries(real.map(({ server }) => [server?.urlVariable ?? '', undefined]));
  const { status, stdout } = spawnSync(process.execPath, [join(projectRoot, '.ci', 'real-engines.mjs')], {
    env: { ...process.env, ...urls, ...env },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\n') };
}

describe('the list of engines that CI must run for real', () => {
  it('fails each that is not installed, by name and reason', () => {
    const { status, lines } = ask({ VEXLAB_CACHE: scratch(), VEXLAB_CI_MAY_LACK: '' });
    expect(installed.length).toBeGreaterThan(0);
    for (const name of installed) expect(lines.join('\n')).toMatch(new RegExp(`^Error: NOT TESTED: ${name}: .+`, 'm'));
    expect(lines.filter((line) => line.startsWith('Error: '))).toHaveLength(installed.length);
    expect(lines.at(-1)).toBe(`${real.length - installed.length} passed, ${installed.length} failed`);
    expect(status).toBe(1);
  });

  it('prints those that may lack, and refuses a name that it does not know', () => {
    const allowed = ask({ VEXLAB_CACHE: scratch(), VEXLAB_CI_MAY_LACK: installed.join(', ') });
    expect(allowed.lines.filter((line) => line.startsWith('lacking, '))).toHaveLength(installed.length);
    expect(allowed.lines.at(-1)).toBe(
      `${real.length - installed.length} passed, 0 failed, ${installed.length} skipped`,
    );
    expect(allowed.status).toBe(0);
    const unknown = ask({ VEXLAB_CACHE: scratch(), VEXLAB_CI_MAY_LACK: [...installed, 'nowhere'].join() });
    expect(unknown.lines.join('\n')).toMatch(/^Error: VEXLAB_CI_MAY_LACK names nowhere, /m);
    expect(unknown.status).toBe(1);
  });
});
