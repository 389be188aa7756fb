import { describe, expect, it } from 'vitest';
import { checksOf } from 'vexlab/dist/contract/run-contract';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { engineRow, testedWords } from 'vexlab/dist/notebook/engine-row';
import { faultyEngine } from '../contract/faulty-engine';
import { result, sampleReport } from '../contract/sample-report';
import { stub } from '../engines/vexfs/connected';

const context = { dataDir: '/nowhere', env: {} };

describe('what vexlab engines says of one', () => {
  it("names the questions of today that a report was not asked, though it made all of its own day's", async () => {
    const engine = faultyEngine();
    const names = checksOf(engine).map(({ name }) => name);
    const checks = names.filter((name) => name !== 'attach' && name !== 'ping').map((name) => result('pass', name));
    const report = sampleReport({ engine: 'faulty', checks: [...checks, result('pass', 'asked-no-more')] });
    const { contract } = await engineRow(engine, context, [report]);
    expect(contract).toMatchObject({ planned: names.length, unasked: ['ping', 'attach'] });
  });

  it('of a server that answers, names its release and takes the report on that release (protocol test)', async () => {
    const { url } = await stub({ generation: 'wrapped' });
    const reports = ['1.0.0 (unified)', '1.0.0 (wrapped)'].map((serverVersion) =>
      sampleReport({ engine: 'vexfs', serverVersion }),
    );
    const row = await engineRow(engineByName('vexfs'), { ...context, env: { VEXFS_URL: url } }, reports);
    expect(row).toMatchObject({ state: 'ready', version: '1.0.0 (wrapped)', contract: { version: '1.0.0 (wrapped)' } });
    expect(row.contract?.others).toEqual([{ version: '1.0.0 (unified)', findings: 1 }]);
  });

  it.each(['vexfs-fuse', 'vexfs-kernel'])('says of %s that it is only looked for', async (name) => {
    const { testedAgainst } = await engineRow(engineByName(name), context, []);
    expect(testedWords[testedAgainst]).toBe('found only, not tested');
  });
});
