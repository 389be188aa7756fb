import { describe, expect, it } from 'vitest';
import { notes } from 'vexlab/dist/analysis/notes';
import { allOutcomes, summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { methodSection } from 'vexlab/dist/views/report/method-section';
import { capacityRecord } from './fixture-capacity-records';
import { enduranceRecord } from './fixture-endurance-records';
import { ingestRecord, serverEngine } from './fixture-ingest-records';
import { plainEngine } from './fixture-records';

const slices = Array.from({ length: 12 }, () => ({ responses: [1, 2, 3], memory: {} }));
const largest = (batch: number, engine = plainEngine) => {
  const record = ingestRecord({ engine, batch, insertMs: 100, readyMs: 10 });
  return {
    ...record,
    batch,
    cell: { ...record.cell, workload: { ...record.cell.workload, batch: 'largest' as const } },
  };
};
const outcomes = allOutcomes(
  summariseAll([
    enduranceRecord({ slices }),
    {
      ...capacityRecord(0, serverEngine),
      params: { asked: { ef: 40 }, readBack: { m: 16, efConstruction: 200, ef: 32 } },
    },
    largest(1000),
    largest(5461, serverEngine),
  ]),
);

describe('the method of a report', () => {
  it('says what a long run, the highest rate and filling are', () => {
    const html = methodSection(outcomes);
    for (const term of ['long run', 'saturation', 'objective met, missed', 'highest rate held', 'filling'])
      expect(html).toContain(`<dt>${term}</dt>`);
    expect(html).toContain('What could not be made equal');
  });

  it('says of these workloads too what could not be made equal', () => {
    const said = notes(outcomes);
    expect(said).toEqual(
      [
        expect.stringContaining('Server answers over a connection and Plain inside'),
        expect.stringContaining("Memory of Plain cannot be told from the lab's own"),
        'Server was asked for ef 40 and reports ef 32.',
        'Server: no interval of the highest rate held: 1 run; it takes 5.',
        'Plain, Server: no interval of filling: 1 run; it takes 5.',
        expect.stringContaining('is synthetic'),
      ].toSpliced(2, 0, 'The largest insert is of each engine its own, in vectors: Plain 1,000, Server 5,461.'),
    );
  });
});
