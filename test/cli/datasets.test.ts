import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lines, vexlab } from './vexlab';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-datasets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { VEXLAB_CACHE: join(folder, 'cache'), VEXLAB_DEBUG: '' };
const synthetic = 'synthetic:n=500,dim=16,queries=20,clusters=5,seed=3';

/** What `datasets show --json` prints, as far as it is looked at here. */
interface ShowJson {
  n: number;
  dim: number;
  queries: number;
  metric: string;
  digest: string;
  attributes: { name: string; type: string }[];
}

async function show(name: string): Promise<ShowJson> {
  const { code, stdout } = await vexlab(['datasets', 'show', name, '--json'], { env });
  expect(code).toBe(0);
  return JSON.parse(stdout) as ShowJson;
}

describe('vexlab datasets', () => {
  it('lists the shipped sets', async () => {
    const { code, stdout } = await vexlab(['datasets', '--json'], { env });
    expect(code).toBe(0);
    const { datasets } = JSON.parse(stdout) as { datasets: { name: string; state: string; rows: number }[] };
    const shipped = datasets.filter(({ state }) => state === 'shipped').map(({ name, rows }) => [name, rows]);
    expect(shipped).toContainEqual(['sift-photos', 20_000]);
    expect(shipped).toContainEqual(['wordnet-minilm', 10_000]);
  });

  it('fits the list into 100 columns', async () => {
    const { stdout } = await vexlab(['datasets'], { env });
    expect(stdout).toMatch(/^sift-photos +20000 +128 +l2 +shipped +\S/m);
    expect(Math.max(...lines(stdout).map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('shows what is in a set', async () => {
    const { code, stdout } = await vexlab(['datasets', 'show', synthetic], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dataset +synthetic:.* \(synthetic\)$/m);
    expect(stdout).toMatch(/^shape +500 × 16 float32, 20 queries$/m);
    expect(stdout).toMatch(/^checks +every component is finite; 0 duplicate rows, 0 rows of length 0$/m);
    expect(await show('wordnet-minilm')).toMatchObject({ n: 10_000, dim: 384, queries: 1000, metric: 'cosine' });
  });

  it('imports a set as a folder that opens as the same content', async () => {
    const mine = join(folder, 'mine');
    const { code } = await vexlab(['datasets', 'import', 'wordnet-minilm', '--scale', '300', '--output', mine], {
      env,
    });
    expect(code).toBe(0);
    const whole = await show('wordnet-minilm');
    const part = await show(mine);
    expect(part).toMatchObject({ n: 300, dim: 384, queries: 1000, metric: 'cosine', attributes: whole.attributes });
    expect(part.digest).not.toBe(whole.digest);

    truncateSync(join(mine, 'base.arrow'), 5000);
    const { code: broken, stdout, stderr } = await vexlab(['datasets', 'show', mine], { env });
    expect({ broken, stdout }).toEqual({ broken: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(join(mine, 'base.arrow'));
  });

  it.each([
    [['datasets', 'show', 'no-such-set'], 'unknown dataset: no-such-set'],
    [['datasets', 'show', 'sift-photos', '--scale', 'huge'], 'unknown scale "huge"'],
    [['datasets', 'show', 'sift-photos', '--scale', '30000'], '30000 rows, the dataset has 20000'],
    [['datasets', 'get', 'no-such-set'], 'no-such-set'],
    [['datasets', 'show', 'synthetic:n=x'], 'n is "x", not an integer'],
    [['datasets', 'import', synthetic, '--output', join(folder, 'none')], 'is a generated set'],
    [['datasets', 'fly'], "vexlab: too many arguments for 'datasets'. Expected 0 arguments but got 1; see "],
    [['truth', 'no-such-set'], 'unknown dataset: no-such-set'],
    [['truth', synthetic, '--k', '501'], '501'],
  ])('refuses %j with exit 2 and one line', async (args, expected) => {
    const { code, stdout, stderr } = await vexlab(args, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
  });
});

describe('vexlab truth', () => {
  it('checks the exact neighbours against a second brute force', async () => {
    const { code, stdout } = await vexlab(['truth', synthetic, '--k', '10', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 500, queries: 20, k: 10, different: 0 });
  });

  it('says so in words', async () => {
    const { code, stdout } = await vexlab(['truth', 'sift-photos', '--scale', '2000', '--k', '10'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('sift-photos: 10 exact neighbours of each of 1000 queries among 2000 rows');
    expect(stdout).toContain('both brute forces agree: same row at ');
  });
});

describe('vexlab engines', () => {
  it('says of each whether it can run, and what mends it', async () => {
    const { code, stdout } = await vexlab(['engines', '--json'], { env: { ...env, CHROMA_URL: 'http://127.0.0.1:9' } });
    expect(code).toBe(0);
    const { engines } = JSON.parse(stdout) as {
      engines: { name: string; state: string; how?: string; remedy?: string }[];
    };
    expect(engines.find(({ name }) => name === 'exact')).toMatchObject({ state: 'ready', how: 'in-process' });
    expect(engines.find(({ name }) => name === 'chroma')).toMatchObject({
      state: 'unavailable',
      remedy: expect.stringContaining('CHROMA_URL') as string,
    });
  });
});

describe('a reader that goes away', () => {
  it('is no error', async () => {
    const { code, stderr } = await vexlab(['datasets'], { env, closeStdout: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
