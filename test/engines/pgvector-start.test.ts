import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engine } from 'vexlab/dist/engines/pgvector';
import { login } from 'vexlab/dist/engines/pgvector/login';
import { pgvectorRecipe } from 'vexlab/dist/engines/pgvector/recipe';
import { pythonPackages } from 'vexlab/dist/engines/install/python-packages';
import { knownSecret } from 'vexlab/dist/engines/server/own-secret';
import { absence, data, filled, installed, open, ownServer, recipe } from './pgvector-server';
import { scratch, smallDisk } from './processes';

const root = process.getuid?.() === 0;

/** The address of a server of the lab's own, from its command line. */
function portOf(pid: number): number {
  const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(/-c port=(\d+)/.exec(command)?.[1]);
}

describe('finding pgvector', () => {
  const wheel = (python: string) => pythonPackages('pgvector', { what: 'a wheel', requirements: ['none==1'] }, python);

  it('says what is missing, or that the first start installs it', async () => {
    const env = { VEXLAB_CACHE: scratch() };
    const context = { dataDir: scratch(), env };
    const nowhere = join(scratch(), 'python');
    const lacking = await pgvectorRecipe(wheel(nowhere)).local(context);
    expect(lacking).toEqual({ missing: `the checkout's Python ${nowhere} is not there`, remedy: 'npm run setup' });
    const possible = await pgvectorRecipe(wheel(process.execPath)).local(context);
    expect(possible).toMatchObject({ why: 'not installed yet: its first start fetches a wheel' });
  });

  it('asks no database but that of its container, and goes no further than PGVECTOR_URL', async () => {
    // Not the usual port, a database of that name, and a password: only the container has all three.
    expect(recipe.defaultUrl).toBe('postgres://postgres:vexlab@127.0.0.1:15432/vexlab');
    const url = 'postgres://me:hidden@127.0.0.1:1/postgres';
    const probe = await engine.probe({ dataDir: scratch(), env: { ...process.env, PGVECTOR_URL: url } });
    expect(probe).toMatchObject({ state: 'unavailable', remedy: /unset PGVECTOR_URL/ });
    expect(probe.why).toContain('postgres://me:…@127.0.0.1:1');
  });
});

describe.runIf(installed)('a server of pgvector', () => {
  it("is entered by its owner's secret alone", async () => {
    const connection = await ownServer();
    const port = portOf(connection.pids()[0] as number);
    const url = recipe.url?.(port) as string;
    expect(new URL(url).password).toBe('');
    expect(await recipe.answers(url, process.env, 5000, 'up')).toBe(true);
    expect(await login(url, process.env, 5000, 'up')).toMatchObject({ extension: '0.8.5', server: /^16\.\d+$/ });
    expect(await recipe.answers(url, { VEXLAB_CACHE: scratch() }, 5000, 'up')).toBe(false);
    // Whoever only listens on this machine is not shown it, also where the URL names nobody's password.
    for (const how of ['environment', 'default-port'] as const) {
      expect(await recipe.answers(url, process.env, 5000, how)).toBe(false);
    }
    const stranger = new Client({ connectionString: url.replace('@', ':vexlab@') });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    expect(knownSecret(process.env)).toMatch(/^[0-9a-f]{48}$/);
  });

  it("is left as it was where it is not the lab's", async () => {
    const own = await ownServer();
    const url = new URL(recipe.url?.(portOf(own.pids()[0] as number)) as string);
    url.password = knownSecret(process.env) as string;
    const context = { dataDir: scratch(), env: { ...process.env, PGVECTOR_URL: url.href } };
    expect(await engine.probe(context)).toMatchObject({ state: 'ready', how: 'environment', why: /:…@/ });
    const foreign = await engine.connect(context);
    expect(foreign).toMatchObject({ how: 'environment', serverVersion: /^0\.8\.5 \(PostgreSQL 16/ });
    expect(foreign.pids()).toEqual([]);
    expect(Object.keys(foreign).filter((key) => ['restart', 'dataFolder'].includes(key))).toEqual([]);
    const collection = await filled(foreign);
    const other = await open(foreign);
    expect((await collection.search(data.queries[0] as Float32Array, 3)).ids).toHaveLength(3);
    await foreign.close();
    await expect(other.count()).rejects.toMatchObject({ code: 'closed' });
    const client = new Client({ connectionString: url.href });
    await client.connect();
    const tables = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    const others = await client.query(
      'SELECT 1 FROM pg_stat_activity WHERE client_port IS NOT NULL AND pid <> pg_backend_pid()',
    );
    await client.end();
    expect(tables.rowCount).toBe(0);
    // The connection of its owner is still there.
    expect(others.rowCount).toBe(1);
  });

  it('has a connection for each of the clients that there will be, and a strange one as many as it has room for', async () => {
    const own = await ownServer({ clients: 110 });
    expect(own.capabilities.maxInFlight).toBe(110);
    const url = new URL(recipe.url?.(portOf(own.pids()[0] as number)) as string);
    url.password = knownSecret(process.env) as string;
    const client = new Client({ connectionString: url.href });
    onTestFinished(() => client.end());
    await client.connect();
    const connected = async (): Promise<number> => {
      const text = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend'";
      return (await client.query<{ n: number }>(text)).rows[0]?.n as number;
    };
    const collection = await filled(own);
    const query = data.queries[0] as Float32Array;
    const before = await connected();
    await Promise.all(Array.from({ length: 110 }, () => collection.search(query, 3)));
    expect((await connected()) - before).toBeGreaterThanOrEqual(109);
    // While settings change there are twice as many.
    await collection.configure?.(engine.searchOptions.parse({ ef_search: 50 }, 'pgvector'));
    await collection.drop();

    const env = { ...process.env, PGVECTOR_URL: url.href };
    const foreign = await engine.connect({ dataDir: scratch(), env, clients: 5000 });
    onTestFinished(() => foreign.close());
    const { maxInFlight = 0 } = foreign.capabilities;
    // Room for twice 110 and 16 more, less what is open and reserved; and 16 are left for what else is asked.
    expect(maxInFlight).toBeGreaterThan(100);
    expect(maxInFlight).toBeLessThan(118);
  });

  it('goes on with its data when it is started again in the same folder', async () => {
    const dataDir = scratch();
    const first = await ownServer({ dataDir });
    const url = (pid: number | undefined) => recipe.url?.(portOf(pid as number)) as string;
    const { config } = await login(url(first.pids()[0]), process.env, 5000, 'up');
    const client = new Client(config);
    await client.connect();
    await client.query('CREATE TABLE kept AS SELECT 42 AS answer');
    await client.end();
    await first.close();
    const second = await ownServer({ dataDir });
    const again = new Client((await login(url(second.pids()[0]), process.env, 5000, 'up')).config);
    await again.connect();
    expect((await again.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
    await again.end();
  });

  it('runs as another user where the lab is root, also in a folder that only root may enter', async ({ skip }) => {
    if (!root) return skip('this is not root');
    const dataDir = join(scratch(), 'closed', 'data');
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const connection = await ownServer({ dataDir });
    const status = execFileSync('ps', ['-o', 'uid=', '-p', String(connection.pids()[0])], { encoding: 'utf8' });
    expect(Number(status)).toBe(65_534);
    const folder = connection.dataFolder as string;
    expect(statSync(folder).uid).toBe(65_534);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(existsSync(`${folder}.secret`)).toBe(false);
    await filled(connection);
  });

  it('says that the disk is full, at the start and later', async ({ skip }) => {
    const [tiny, small] = [smallDisk('20m'), smallDisk('200m')];
    if (tiny === undefined || small === undefined) return skip('a small disk cannot be mounted here (that takes root)');
    await expect(ownServer({ dataDir: tiny })).rejects.toMatchObject({ code: 'no-space' });
    const collection = await open(await ownServer({ dataDir: small }), { capacity: 10_000_000 });
    const fill = async (): Promise<void> => {
      for (let i = 0; i < 500; i++) await collection.insert({ ...data, ids: data.ids.map((id) => id + i * 20_000) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'no-space' });
  });
});

if (!installed) it('starts pgvector for real', async ({ skip }) => skip(await absence()));
