import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { sampleFailure, sampleRecord } from './sample-record';

const readme = readFileSync(resolve(__dirname, '../../results/README.md'), 'utf8');

it.each([
  ['measured', sampleRecord(0)],
  ['failed', sampleFailure(0, 'why')],
])('the format’s description names every member of a %s record', (_, record) => {
  const nested = [
    record.cell,
    record.dataset,
    record.engine,
    ...(record.state === 'ok' ? [record.build, record.phases, record.answers] : []),
  ];
  const members = [record, ...nested].flatMap((part) => Object.keys(part));
  expect(members.filter((member) => !readme.includes(`\`${member}\``))).toEqual([]);
});
