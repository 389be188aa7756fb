import { totalmem } from 'node:os';
import { expect, it } from 'vitest';
import { buildOptions, maintenanceMemory, searchOptions, sessionSettings } from 'vexlab/dist/engines/pgvector/options';

const build = (options: object) => buildOptions.parse(options, 'pgvector');
const search = searchOptions.parse({}, 'pgvector');

it('gives the making of an index what its graph needs, 64 MB at the least and half of the memory at the most', () => {
  const memory = (capacity: number, options = {}) => maintenanceMemory({ build: build(options), dim: 128, capacity });
  expect(memory(1000)).toBe('64MB');
  // 512 bytes of vector, 32 links of 24, 256 beside.
  expect(memory(100_000)).toBe(`${Math.ceil((100_000 * (512 + 768 + 256)) / 2 ** 20)}MB`);
  expect(Number.parseInt(memory(1e12), 10)).toBeLessThanOrEqual(Math.ceil(totalmem() / 2 / 2 ** 20));
  expect(memory(1e12, { maintenance_work_mem: '7GB' })).toBe('7GB');
  expect(() => build({ maintenance_work_mem: 'much' })).toThrow('not a size like 64MB');
});

it('asks a session for the settings of its kind of index alone', () => {
  const names = (index: string) => Object.keys(sessionSettings(build({ index }), search));
  expect(names('hnsw')).toEqual(['hnsw.ef_search', 'hnsw.iterative_scan', 'hnsw.max_scan_tuples', 'enable_seqscan']);
  expect(names('ivfflat')).toEqual(['ivfflat.probes', 'ivfflat.iterative_scan', 'enable_seqscan']);
  expect(names('none')).toEqual(['enable_seqscan']);
});
