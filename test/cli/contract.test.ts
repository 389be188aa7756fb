import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksOf } from 'vexlab/dist/contract/run-contract';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import type { ContractReport } from 'vexlab/dist/results/contract-report';
import { sampleReport } from '../contract/sample-report';
import { scratch } from '../engines/processes';
import { lines, vexlab } from './vexlab';

describe('vexlab contract', () => {
  it(
    'asks an engine, keeps what it found, and says it as JSON; vexlab engines shows it',
    { timeout: 180_000 },
    async () => {
      const results = scratch();
      const { code, stdout } = await vexlab(['contract', 'exact', 'hnswlib', '--results', results, '--json']);
      const { engines } = JSON.parse(stdout) as {
        engines: { engine: string; state: string; path: string; report: ContractReport }[];
      };
      expect({ code, states: engines.map(({ engine, state }) => `${engine} ${state}`) }).toEqual({
        code: 0,
        states: ['exact asked', 'hnswlib asked'],
      });
      for (const { path, report } of engines) {
        expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(report);
        expect(report.checks).toHaveLength(report.planned);
        expect(report.checks.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
        expect(report.machine).toMatch(/^[0-9a-f]{16}$/);
      }
      const duplicate = engines[1]?.report.checks.find(({ name }) => name === 'duplicate-id');
      expect(duplicate).toMatchObject({ verdict: 'finding', what: /in the place of one with the same id/ });

      const listed = await vexlab(['engines', '--results', results, '--json']);
      const { engines: rows } = JSON.parse(listed.stdout) as {
        engines: { name: string; contract?: { findings: unknown } }[];
      };
      expect(rows.find(({ name }) => name === 'hnswlib')).toMatchObject({
        state: 'ready',
        version: '3.0.0',
        testedAgainst: 'engine',
        capabilities: { duplicateIds: 'replaces' },
        contract: { version: '3.0.0', broken: [] },
      });
      expect(rows.find(({ name }) => name === 'hnswlib')?.contract?.findings).toContainEqual(duplicate);
      const text = (await vexlab(['engines', '--results', results])).stdout;
      expect(lines(text).filter((line) => line.length > 100)).toEqual([]);
      expect(text).toMatch(/^hnswlib +ready +in-process +3\.0\.0 +real engine +\d+ \(3\.0\.0\)$/m);
      expect(text).toContain('hnswlib, duplicate-id: It silently puts a vector in the place of one with the same id.');
    },
  );

  it('says what an engine lacks that cannot run here, and exits with 1 where none could be asked', async () => {
    const results = scratch();
    const env = { CHROMA_URL: 'http://127.0.0.1:1' };
    const alone = await vexlab(['contract', 'chroma', '--results', results], { env });
    expect(alone.code).toBe(1);
    expect(alone.stdout.replace(/\s+/g, ' ')).toContain(
      'chroma: no server of chroma answers at CHROMA_URL = http://127.0.0.1:1; start that server',
    );
    const partly = await vexlab(['contract', 'chroma', 'exact', '--results', results], { env });
    expect(partly.code).toBe(3);
    expect(existsSync(join(results, 'contracts', 'exact.json'))).toBe(true);
  });

  it('makes only the checks that it is told to, and keeps no report of them', async () => {
    const results = scratch();
    const file = join(results, 'contracts', 'exact.json');
    mkdirSync(dirname(file));
    const whole = JSON.stringify(sampleReport({ engine: 'exact' }));
    writeFileSync(file, whole);
    const only = ['--only', 'identity,recall-l2', '--only', 'read-back', '--results', results];
    const { code, stdout } = await vexlab(['contract', 'exact', 'usearch', ...only, '--json']);
    const { engines } = JSON.parse(stdout) as { engines: { path?: string; report: ContractReport }[] };
    expect(code).toBe(0);
    expect(engines.map(({ report, path }) => [report.checks.map(({ name }) => name), path])).toEqual([
      [['identity', 'recall-l2', 'read-back'], undefined],
      [['identity', 'recall-l2', 'read-back'], undefined],
    ]);
    expect(readdirSync(dirname(file))).toEqual(['exact.json']);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    const text = (await vexlab(['contract', 'exact', ...only])).stdout;
    expect(text).toContain(`; 3 of ${checksOf(engineByName('exact')).length} checks\n`);
    expect(text).toContain('not kept: a report has all checks');
  });

  it('refuses a check that there is not, and names those that there are', async () => {
    const { code, stderr } = await vexlab(['contract', 'exact', '--only', 'ping,pong']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/exact: there is no check "pong"; the checks are identity, ping, /) as string,
    });
    const anywhere = await vexlab(['contract', '--only', 'pong']);
    expect(anywhere.code).toBe(2);
    expect(anywhere.stderr).toMatch(/there is no check "pong"; the checks are identity, .*, lancedb-refined/);
  });

  it('refuses an engine that there is not', async () => {
    const { code, stderr } = await vexlab(['contract', 'nowhere']);
    expect({ code, stderr: /there is no engine "nowhere"/.test(stderr) }).toEqual({ code: 2, stderr: true });
  });

  it('has its own help, with examples and exit codes', async () => {
    const { code, stdout } = await vexlab(['contract', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n {2}\$ npx vexlab contract /);
    expect(stdout).toContain('Exit codes:');
  });

  it('tells in vexlab engines of a report that cannot be read', async () => {
    const results = scratch();
    const file = join(results, 'contracts', 'exact.json');
    mkdirSync(dirname(file));
    writeFileSync(file, 'no report');
    const { code, stdout } = await vexlab(['engines', '--results', results]);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`Contract reports that cannot be read: ${file}: `);
  });
});
