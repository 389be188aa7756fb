import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { againstOf } from 'vexlab/dist/contract/against';
import { listenersOf } from 'vexlab/dist/engines/process/listeners';
import { recall } from 'vexlab/dist/contract/nearest';
import { runCheck } from 'vexlab/dist/contract/run-check';
import { checksOf } from 'vexlab/dist/contract/run-contract';
import { contractSample } from 'vexlab/dist/contract/sample';
import type { Connection, Engine } from 'vexlab/dist/engines/engine';

export { recall };

/**
 * Findings that are known: the name of a check, and a regular expression that its sentence matches. `sometimes`: what is
 * found depends on the moment (of a kill), so that it may also not be found.
 */
export type KnownFindings = Readonly<Record<string, string | { readonly sometimes: string }>>;

/**
 * Asks an engine every question of the contract. A finding passes only where it is known, and a known one must still be
 * there: `findings/<engine>.json`, unless others are given.
 */
export function contractSuite(
  engine: Engine,
  {
    env = process.env,
    findings = knownFindings(engine.name),
  }: { env?: NodeJS.ProcessEnv; findings?: KnownFindings } = {},
): void {
  const against = againstOf(engine, env);
  const subject = against === 'stub' ? `a stub of ${engine.name}` : engine.name;
  describe(`${subject} keeps the engine contract`, () => {
    const dataDir = mkdtempSync(join(tmpdir(), `vexlab-${engine.name}-`));
    const data = contractSample();
    const checks = checksOf(engine);
    let connection: Connection;

    beforeAll(async () => {
      connection = await engine.connect({ dataDir, env });
    });
    afterAll(async () => {
      await connection?.close();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it('has known findings of its own checks only, each of which has a name of its own', () => {
      const names = checks.map(({ name }) => name);
      expect(Object.keys(findings).filter((name) => !names.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    });

    it.runIf(process.platform === 'linux')('is called a stub where it answers from the process of its test', () => {
      const url = env[engine.server?.urlVariable ?? ''];
      const own = listenersOf([process.pid]);
      if (own === 'not-readable') throw new Error('Linux does not say where this process listens');
      const answersHere = url !== undefined && own.some(({ port }) => port === Number(new URL(url).port));
      if (answersHere) expect(against).toBe('stub');
      else if (engine.server) expect(against).toBe('engine');
    });

    for (const check of checks) {
      it(`${check.name}: ${check.question}`, { timeout: 180_000 }, async () => {
        const { verdict, what } = await runCheck(check, engine, connection, { dataDir, env }, data);
        const known = findings[check.name];
        const seen = `${verdict}: ${what}`;
        const good = '(pass|fact|not-applicable): ';
        if (known === undefined) expect(seen).toMatch(new RegExp(`^${good}`));
        else if (typeof known === 'string') expect(seen).toMatch(new RegExp(`^finding: .*(${known})`, 's'));
        else expect(seen).toMatch(new RegExp(`^(${good}|finding: .*(${known.sometimes}))`, 's'));
      });
    }
  });
}

function knownFindings(name: string): KnownFindings {
  const file = join(__dirname, 'findings', `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KnownFindings) : {};
}
