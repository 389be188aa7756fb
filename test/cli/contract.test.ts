import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { LabError } from 'vexlab/dist/base/lab-error';
import { type Asked, askEngine } from 'vexlab/dist/cli/contract/ask-engine';
import { contractText } from 'vexlab/dist/cli/contract/contract-text';
import { withoutPlaces } from 'vexlab/dist/cli/contract/without-places';
import { exitCodeOfAsked } from 'vexlab/dist/cli/contract/exit-code-of-asked';
import { enginesText } from 'vexlab/dist/cli/engines/engines-text';
import type { Context } from 'vexlab/dist/cli/context';
import { checksOf } from 'vexlab/dist/contract/run-contract';
import type { Engine } from 'vexlab/dist/engines/engine';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import type { ContractReport } from 'vexlab/dist/results/contract-report';
import { spending } from 'vexlab/dist/workload/run/spending';
import { faultyEngine } from '../contract/faulty-engine';
import { result, sampleReport } from '../contract/sample-report';
import { scratch } from '../engines/processes';
import { vexfsStub } from '../engines/vexfs/stub';
import { lines, vexlab } from './vexlab';

const place = { machine: '3fa98c0d12e4b567', commit: '0123abc' };

function context(more: Partial<Context> = {}): Context {
  const nothing = (): void => undefined;
  const { signal } = new AbortController();
  return { json: false, env: {}, signal, progress: nothing, say: nothing, result: nothing, ...more };
}

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

describe('the list of engines', () => {
  it('cuts nothing off, whatever the versions, and keeps to 100 columns', () => {
    const version = '0.8.5 (PostgreSQL 16.14, which has a long name of its own)';
    const contract = {
      version,
      against: 'engine' as const,
      at: '2026-01-02T03:04:05.000Z',
      planned: 40,
      unasked: ['attach', 'ping'],
      findings: [result('finding', 'sink', `It sinks ${'again and '.repeat(20)}again.`)],
      broken: [result('broken', 'dive', 'It did not come up.')],
      others: [],
    };
    const { name, title, kind, capabilities, testedAgainst } = faultyEngine();
    const row = { name, title, kind, capabilities, testedAgainst, version, contract };
    const text = enginesText(
      [
        { ...row, state: 'startable', how: 'environment', why: 'it answers' },
        {
          ...row,
          name: 'submarine-of-war',
          state: 'not-configured',
          why: 'no sea',
          remedy: 'go to one',
          contract: undefined,
        },
      ],
      [],
    );
    expect(lines(text).filter((line) => line.length > 100 || line.includes('…'))).toEqual([]);
    expect(text).toMatch(/^faulty +startable +environment +0\.8\.5 +real engine +1 \(0\.8\.5\), 1 broken, 2 unasked$/m);
    expect(text).toContain('npx vexlab contract ENGINE asks them:\nfaulty: attach, ping');
    expect(text).toContain('faulty, dive: It did not come up.\nfaulty, sink: It sinks again');
    expect(text).toContain('submarine-of-war: no sea; go to one');
    const gone = { ...row, version: undefined, state: 'unavailable' as const, why: 'it sank', remedy: 'raise it' };
    const later = enginesText([gone], []);
    expect(later).toMatch(/^faulty +unavailable +— +— +real engine /m);
    expect(later.replace(/\s+/g, ' ')).toContain(`faulty: version ${version} when last tested on 2026-01-02`);
    const others = [{ version: '0.7.0 (old)', findings: 3 }];
    const several = enginesText(
      [
        {
          ...row,
          version: undefined,
          state: 'startable',
          how: 'started',
          why: 'it is there',
          contract: { ...contract, version: '0.8.5 (new)', others },
        },
      ],
      [],
    );
    expect(several).toContain('1 (0.8.5 new)');
    expect(several).toContain('What it found of other releases:\nfaulty 0.7.0 (old): 3 findings');
    const stub = enginesText([{ ...gone, contract: { ...contract, against: 'stub' } }], []);
    expect(stub).not.toContain('when last tested');
    expect(stub).toContain('1 (a stub), 1 broken');
    const onlyFound = enginesText([{ ...gone, testedAgainst: 'found-only' }], []);
    expect(onlyFound).toMatch(/^faulty +unavailable +— +— +found only, not tested /m);
  });
});

describe('an engine that is asked', () => {
  it('is closed afterwards, and its folder is gone', async () => {
    const seen: string[] = [];
    const engine = watched(faultyEngine(), seen);
    const asked = await askEngine(engine, place, spending(), context());
    expect(asked).toMatchObject({ state: 'asked', report: { engine: 'faulty', how: 'started', ...place } });
    expect(seen.at(-1)).toBe('closed');
    expect(existsSync(seen[0] as string)).toBe(false);
  });

  it('says whether the engine or a stub of it answered, and in which version', async () => {
    const stub = await vexfsStub();
    const env = { VEXFS_URL: stub.url, VEXLAB_STUBS: 'qdrant, vexfs' };
    const asked = await askEngine(engineByName('vexfs'), place, spending(), context({ env }), ['identity']);
    await stub.close();
    if (asked.state !== 'asked') throw new Error(`it is ${asked.state}`);
    expect(asked.report).toMatchObject({ against: 'stub', serverVersion: '1.0.0 (unified)', how: 'environment' });
    expect(await contractText(asked.report)).toContain('Beware: a stub of its protocol answered, not the engine.');
    const real = await askEngine(faultyEngine(), place, spending(), context({ env }), ['identity']);
    expect(real).toMatchObject({ report: { against: 'engine' } });
  });

  it('keeps what was finished when it is stopped', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const progress: Context['progress'] = ({ done }) => {
      if (done === 3) stop.abort();
    };
    const asked = await askEngine(
      watched(faultyEngine(), seen),
      place,
      spending(),
      context({ signal: stop.signal, progress }),
    );
    if (asked.state !== 'asked') throw new Error(`it is ${asked.state}`);
    expect(asked.report.checks.map(({ name }) => name)).toEqual(['identity', 'ping', 'listens-on-loopback']);
    expect(asked.report.planned).toBeGreaterThan(30);
    expect(seen.at(-1)).toBe('closed');
    expect(await contractText(asked.report)).toContain(`stopped after 3 of ${asked.report.planned} checks`);
  });

  it('that does not start, or cannot, says why', async () => {
    const failing = {
      ...faultyEngine(),
      connect: () => Promise.reject(new LabError({ code: 'not-ready', where: 'faulty', what: 'it does not start' })),
    };
    expect(await askEngine(failing, place, spending(), context())).toEqual({
      engine: 'faulty',
      state: 'not-connected',
      why: 'faulty: it does not start',
    });
    const paid: Engine = { ...faultyEngine(), spends: () => Promise.resolve('a machine') };
    const no = (): Promise<boolean> => Promise.resolve(false);
    expect(
      await askEngine(
        { ...paid, connect: (asked) => engineByName('pinecone').connect(asked) },
        place,
        spending(no),
        context(),
      ),
    ).toEqual({
      engine: 'faulty',
      state: 'not-connected',
      why: expect.stringContaining('it costs money') as string,
    });
    const absent: Engine = {
      ...faultyEngine(),
      probe: () => Promise.resolve({ state: 'unavailable', why: 'no disk', remedy: 'buy one' }),
    };
    expect(await askEngine(absent, place, spending(), context())).toEqual({
      engine: 'faulty',
      state: 'unavailable',
      why: 'no disk; buy one',
    });
  });
});

/** Notes the engine's folder and its end down. */
function watched(engine: Engine, seen: string[]): Engine {
  return {
    ...engine,
    async connect(at) {
      seen.push(at.dataDir);
      const connection = await engine.connect(at);
      return {
        ...connection,
        close() {
          seen.push('closed');
          return connection.close();
        },
      };
    },
  };
}

describe('the places of a report', () => {
  it.each([
    [`the log is ${projectRoot}/lib/x.log`, 'the log is …/lib/x.log'],
    [`it lies in ${tmpdir()}/vexlab-1/data`, 'it lies in …/vexlab-1/data'],
    [`at ${homedir()}/.cargo/registry/src/a.rs:3`, 'at …/a.rs:3'],
    ['at /usr/local/lib/python/a.py', 'at …/a.py'],
    [`${hostname()} said so`, '… said so'],
    ['POST /api/v1/collections is answered with 404', 'POST /api/v1/collections is answered with 404'],
  ])('are left out: %s', (text, left) => {
    expect(withoutPlaces(text, []).replace('…/.cargo/registry/src/', '…/')).toBe(left);
  });
});

describe('what is said of it', () => {
  const report = sampleReport({
    checks: [
      result('not-applicable', 'sail', 'It has no sail.'),
      result('pass', 'swim'),
      result('not-applicable', 'gybe', 'It has no sail.'),
      { ...result('finding', 'sink', `It sinks ${'again and '.repeat(20)}again.`), advice: 'Stay ashore.' },
      result('broken', 'dive', 'It did not come up.'),
    ],
    testedAgainst: 'protocol-stub',
  });

  it('has what is wrong first, and no line over 100 columns', async () => {
    const text = await contractText(report);
    const said = lines(text);
    expect(said[0]).toBe('Boat (server 4.5.6, client 1.2.3, started): 1 broken, 1 finding, 1 passed, 2 not applicable');
    expect(said[1]).toContain('against a stub of its protocol only');
    expect(
      said
        .slice(3)
        .map((line) => line.split(/\s+/)[0])
        .filter((word) => word !== ''),
    ).toEqual(['broken', 'finding', 'pass', 'not']);
    expect(said.at(-1)).toBe('not applicable: sail, gybe: It has no sail.');
    expect(text.replace(/\s+/g, ' ')).toContain('again. → Stay ashore.');
    expect(said.filter((line) => line.length > 100)).toEqual([]);
  });

  it('decides the exit code: findings are what the suite is for, what is broken fails', () => {
    const asked = (checks: ContractReport['checks']): Asked => ({
      engine: 'boat',
      state: 'asked',
      report: sampleReport({ checks }),
    });
    const good = asked([result('finding', 'sink')]);
    const unavailable: Asked = { engine: 'raft', state: 'unavailable', why: '' };
    expect(exitCodeOfAsked([good], false)).toBe(0);
    expect(exitCodeOfAsked([good, asked(report.checks)], false)).toBe(1);
    expect(exitCodeOfAsked([good, { engine: 'raft', state: 'not-connected', why: '' }], false)).toBe(1);
    expect(exitCodeOfAsked([good, unavailable], false)).toBe(3);
    expect(exitCodeOfAsked([unavailable], false)).toBe(1);
    expect(exitCodeOfAsked([good], true)).toBe(130);
  });
});
