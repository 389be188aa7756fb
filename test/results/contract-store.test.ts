import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportOn } from 'vexlab/dist/results/contract-report';
import { readContract, readContracts, writeContract } from 'vexlab/dist/results/contract-store';
import { result, sampleReport } from '../contract/sample-report';
import { scratch } from '../engines/processes';

const older = sampleReport({ at: '2026-01-01T00:00:00.000Z', serverVersion: '5.0.0' });
const newer = sampleReport({ at: '2026-03-01T00:00:00.000Z', serverVersion: '5.0.0' });
const stopped = sampleReport({
  at: '2026-04-01T00:00:00.000Z',
  serverVersion: '5.0.0',
  planned: 34,
  checks: [result('pass', 'swim')],
});

it('gives back what was stored, and leaves nothing else in the folder', async () => {
  const results = scratch();
  const path = await writeContract(results, newer);
  expect(path).toBe(join(results, 'contracts', 'boat.json'));
  expect(await readContract(path as string)).toEqual(newer);
  expect(readdirSync(join(results, 'contracts'))).toEqual(['boat.json']);
});

it('takes the newest of each engine, of what is kept and of what comes with the lab', async () => {
  const [results, baselines] = [scratch(), scratch()];
  const other = sampleReport({ engine: 'raft', at: '2026-01-01T00:00:00.000Z' });
  writeFileSync(join(baselines, 'boat.json'), JSON.stringify(newer));
  writeFileSync(join(baselines, 'raft.json'), JSON.stringify(other));
  await writeContract(results, older);
  expect(await readContracts(results, baselines)).toEqual({ reports: [newer, other], unreadable: [] });
  await writeContract(results, { ...newer, at: '2026-05-01T00:00:00.000Z' });
  const { reports } = await readContracts([results, scratch()], baselines);
  expect(reports.map(({ engine, at }) => [engine, at.slice(0, 7)])).toEqual([
    ['boat', '2026-05'],
    ['raft', '2026-01'],
  ]);
});

it('keeps the releases of an engine apart, the newest report first', async () => {
  const baselines = scratch();
  const earlier = { ...older, serverVersion: '4.0.0' };
  writeFileSync(join(baselines, 'boat.json'), JSON.stringify(newer));
  writeFileSync(join(baselines, 'boat-4.0.0.json'), JSON.stringify(earlier));
  const { reports } = await readContracts(scratch(), baselines);
  expect(reports).toEqual([newer, earlier]);
  expect(reportOn(reports, 'boat')).toEqual(newer);
  expect(reportOn(reports, 'boat', ['4.0.0'])).toEqual(earlier);
  expect(reportOn(reports, 'boat', ['3.0.0'])).toEqual(newer);
  expect(reportOn(reports, 'raft', ['4.0.0'])).toBeUndefined();
});

it('stores another release of an engine beside the first, and holds each against its own', async () => {
  const results = scratch();
  const other = { ...stopped, serverVersion: '1.0.0 (Wrapped)' };
  await writeContract(results, newer);
  expect(await writeContract(results, other)).toBe(join(results, 'contracts', 'boat-1.0.0-wrapped.json'));
  expect((await readContracts(results, scratch())).reports).toEqual([newer, other]);
  const whole = { ...older, serverVersion: other.serverVersion };
  expect(await writeContract(results, whole)).toBeDefined();
  expect(await writeContract(results, other)).toBeUndefined();
  expect((await readContracts(results, scratch())).reports).toEqual([newer, whole]);
});

it('puts a report that was stopped in the place of none, or of another such, but never of a whole one', async () => {
  const [results, baselines] = [scratch(), scratch()];
  expect(await writeContract(results, { ...stopped, at: '2026-02-01T00:00:00.000Z' })).toBeDefined();
  expect(await writeContract(results, stopped)).toBeDefined();
  expect((await readContracts(results, baselines)).reports).toEqual([stopped]);
  // A whole one counts, though it is older.
  writeFileSync(join(baselines, 'boat.json'), JSON.stringify(older));
  expect((await readContracts(results, baselines)).reports).toEqual([older]);
  await writeContract(results, newer);
  expect(await writeContract(results, stopped)).toBeUndefined();
  expect((await readContracts(results, baselines)).reports).toEqual([newer]);
});

it('never puts what a stub answered in the place of what the engine did', async () => {
  const [results, baselines] = [scratch(), scratch()];
  const stub = sampleReport({ serverVersion: '5.0.0', against: 'stub', at: '2026-06-01T00:00:00.000Z' });
  expect(await writeContract(results, stub)).toBeDefined();
  expect((await readContracts(results, baselines)).reports).toEqual([stub]);
  expect(await writeContract(results, stopped)).toBeDefined();
  expect(await writeContract(results, stub)).toBeUndefined();
  writeFileSync(join(baselines, 'boat.json'), JSON.stringify(stub));
  expect((await readContracts(results, baselines)).reports).toEqual([stopped]);
});

it.each([
  ['started', 'engine'],
  ['in-process', 'engine'],
  ['environment', 'unknown'],
  ['default-port', 'unknown'],
] as const)('brings a report of version 1, whose engine was found as %s, up to date: %s', async (how, against) => {
  const old = { ...newer, how, version: 1, against: undefined };
  const path = join(scratch(), 'boat.json');
  writeFileSync(path, JSON.stringify(old));
  expect(await readContract(path)).toEqual({ ...newer, how, against });
});

it('says which files are no reports, and reads the others', async () => {
  const [results, baselines] = [scratch(), scratch()];
  await writeContract(results, newer);
  const folder = join(results, 'contracts');
  writeFileSync(join(folder, 'half.json'), '{"version": 1,');
  writeFileSync(join(folder, 'later.json'), JSON.stringify({ ...newer, version: 3 }));
  writeFileSync(
    join(folder, 'odd.json'),
    JSON.stringify({ ...newer, checks: [{ ...newer.checks[0], verdict: 'good' }] }),
  );
  writeFileSync(join(folder, 'notes.txt'), 'no report');
  const { reports, unreadable } = await readContracts(results, baselines);
  expect(reports).toEqual([newer]);
  expect(unreadable.map(({ path }) => path)).toEqual(
    ['half', 'later', 'odd'].map((name) => join(folder, `${name}.json`)),
  );
  expect(unreadable[0]?.why).toContain('no contract report can be read there');
  expect(unreadable[1]?.why).toContain('has version 3, this VexLab reads up to 2');
  expect(unreadable[2]?.why).toMatch(/checks\.0\.verdict: .*; make it again: npx vexlab contract/);
});

it('of nothing kept is nothing, and says where it cannot be kept', async () => {
  const folder = scratch();
  expect(await readContracts(join(folder, 'none'), join(folder, 'none'))).toEqual({ reports: [], unreadable: [] });
  writeFileSync(join(folder, 'contracts'), 'a file is in the way');
  await expect(writeContract(folder, newer)).rejects.toMatchObject({ code: 'not-writable' });
});
