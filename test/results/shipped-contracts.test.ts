import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { checksOf } from 'vexlab/dist/contract/run-contract';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { versionOf } from 'vexlab/dist/results/contract-report';
import { readContract } from 'vexlab/dist/results/contract-store';

const folder = join(projectRoot, 'results', 'baselines', 'contracts');
const files = readdirSync(folder);

describe('the contract reports that come with the lab', () => {
  it('are of one clean commit and one machine', async () => {
    const reports = await Promise.all(files.map((file) => readContract(join(folder, file))));
    const [first] = reports;
    expect(first?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(reports.map(({ commit, machine }) => ({ commit, machine }))).toEqual(
      reports.map(() => ({ commit: first?.commit, machine: first?.machine })),
    );
  });

  it('are of one release of an engine each', async () => {
    const reports = await Promise.all(files.map((file) => readContract(join(folder, file))));
    const releases = reports.map((report) => `${report.engine} ${versionOf(report)}`);
    expect([...new Set(releases)]).toEqual(releases);
  });

  it.each(files)("%s asks today's questions and no others", async (file) => {
    const { engine, checks } = await readContract(join(folder, file));
    const today = checksOf(engineByName(engine)).map(({ name }) => name);
    const asked = checks.map(({ name }) => name);
    expect([...asked].sort()).toEqual([...today].sort());
  });

  it.each(files)('%s is whole, the answer of the engine itself, without places of a machine', async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ version: 2, against: 'engine' });
    const { engine, planned, checks } = await readContract(join(folder, file));
    // Another release beside the one that is usual.
    expect(file === `${engine}.json` || file.startsWith(`${engine}-`)).toBe(true);
    expect(checks).toHaveLength(planned);
    expect(checks.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
    expect(text).not.toMatch(/\/(?:tmp|root|home|usr|opt|var|work|Users)\//);
    const { kind, capabilities } = engineByName(engine);
    const asked = checks.filter(({ name }) => name.startsWith('durability-'));
    if (kind === 'embedded') {
      const verdict = capabilities.durable ? 'fact' : 'not-applicable';
      expect(asked.map((check) => check.verdict)).toEqual([verdict, verdict]);
    }
  });
});
