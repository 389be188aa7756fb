import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalJson } from 'vexlab/dist/base/canonical-json';
import { findPublishedRuns, publishedFigures, publishedRuns } from 'vexlab/dist/results/published/read-published';
import { parseVectorDbBench } from 'vexlab/dist/results/published/vectordbbench';

const header =
  'file,db,db_label,version,case_id,dataset,k,params,qps,recall,ndcg,serial_p99_s,serial_p95_s,load_s,max_load_count,label';
const table = (...lines: string[]): string => [header, ...lines, ''].join('\n');

describe('a table of VectorDBBench', () => {
  it('becomes published rows: seconds as milliseconds, cases as datasets, null parameters left out', () => {
    const line =
      'result_20250318_standard_e.json,E,8c60g,8.17,5,,100,"{""M"": 16, ""rescore"": null}",597.3641,0.9221,0.926,0.0121,,4462.6096,0,:)';
    expect(parseVectorDbBench(table(line), 'runs')).toEqual([
      {
        id: 'vectordbbench-runs.csv:2',
        source: 'result_20250318_standard_e.json',
        date: '2025-03-18',
        engine: 'E',
        setup: '8c60g',
        version: '8.17',
        dataset: 'Cohere 1M',
        rows: 1_000_000,
        dim: 768,
        filter: 'none',
        k: 100,
        params: { M: 16 },
        rate: 597.3641,
        p99Ms: 12.1,
        latencyOf: 'serial',
        recall: 0.9221,
        ndcg: 0.926,
        loadS: 4462.6096,
        state: 'ok',
      },
    ]);
  });

  it.each([
    ['1', '', ':)', { dataset: 'SIFT, repeated until full', filter: 'none', loaded: 7, state: 'ok' }],
    ['9', '', 'x', { dataset: 'Cohere 1M', filter: 'the first 99 % of ids excluded', state: 'failed' }],
    ['11', '', '?', { dataset: 'OpenAI 5M', rows: 5_000_000, dim: 1536, filter: 'none', state: 'failed' }],
    [
      '300',
      'Large Cohere (768dim, 10M)',
      '',
      { dataset: 'Cohere 10M', filter: 'a label; its share is not in the table' },
    ],
    ['503', 'HotpotQA Large (5.2M documents)', ':)', { rows: 5_200_000 }],
    ['503', 'MS MARCO Small (100K documents)', ':)', { rows: 100_000 }],
  ])('knows case %s over "%s"', (id, dataset, label, expected) => {
    const loaded = id === '1' ? 7 : 0;
    const [row] = parseVectorDbBench(table(`f,E,,,${id},"${dataset}",,,0,0,0.5,0,,0,${loaded},${label}`), 'runs');
    expect(row).toMatchObject({ rate: 0, recall: 0, p99Ms: 0, loadS: 0, ...expected });
    expect(row?.loaded).toBe(loaded === 0 ? undefined : loaded);
    // NDCG of documents is another measure.
    expect(row?.ndcg).toBe(id === '503' ? undefined : 0.5);
    if (label === '') expect(row?.state).toBeUndefined();
  });

  it.each([
    ['an unknown case', table('f,E,,,77,,,,1,1,,1,,1,0,:)'), 'runs:2: case 77 over "" is not known'],
    [
      'a case over an unknown set',
      table('f,E,,,300,Tiny,,,1,1,,1,,1,0,:)'),
      'runs:2: case 300 over "Tiny" is not known',
    ],
    ['a rate that is no number', table('f,E,,,5,,,,fast,1,,1,,1,0,:)'), 'runs:2: qps is "fast", not a number'],
    ['parameters that are no JSON', table('f,E,,,5,,,{,1,1,,1,,1,0,:)'), 'runs:2: params is "{", not JSON'],
    ['another header', 'file,db\na,b\n', 'runs: its header lacks db_label, '],
  ])('says where and what is wrong: %s', (_, text, message) => {
    expect(() => parseVectorDbBench(text, 'runs')).toThrow(message);
  });
});

describe('the file of all runs', () => {
  const temp = mkdtempSync(join(tmpdir(), 'vexlab-published-'));
  afterAll(() => rmSync(temp, { recursive: true, force: true }));
  const put = (...folder: string[]): string => {
    const path = join(temp, ...folder);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'vectordbbench-runs.csv'), table('f,E,,,5,,,,1,1,,1,,1,0,:)'));
    return join(path, 'vectordbbench-runs.csv');
  };

  it('is found in a folder of the search path, in "published" in it, or in "published" beside it, in this order', () => {
    const env = { VEXLAB_DATASETS: join(temp, 'datasets') };
    mkdirSync(env.VEXLAB_DATASETS);
    const beside = put('published');
    expect(findPublishedRuns(env)).toBe(beside);
    const inside = put('datasets', 'published');
    expect(findPublishedRuns(env)).toBe(inside);
    const own = put('datasets');
    expect(findPublishedRuns(env)).toBe(own);
    expect(publishedRuns(env)).toHaveLength(1);
  });

  const all = publishedRuns();
  if (!all) console.error('skipped: vectordbbench-runs.csv not found, set VEXLAB_DATASETS');

  it.skipIf(!all)('has 678 runs, and the project’s table is what it says', () => {
    expect(all).toHaveLength(678);
    const originals = new Map((all ?? []).map((row) => [row.id, canonicalJson(row)]));
    const taken = publishedFigures().filter(({ id }) => id.startsWith('vectordbbench-runs.csv:'));
    expect(taken.map((row) => canonicalJson(row))).toEqual(taken.map(({ id }) => originals.get(id)));
    const smaller = /^(Cohere 1M|OpenAI 500K|SIFT, |GIST, )/;
    expect(taken).toHaveLength((all ?? []).filter(({ dataset }) => smaller.test(dataset)).length);
  });
});
