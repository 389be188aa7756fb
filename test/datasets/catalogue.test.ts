import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from 'vexlab/dist/datasets/catalogue';
import { hasDownload, remedyFor } from 'vexlab/dist/datasets/open-entry';
import { projectRoot } from 'vexlab/dist/base/paths';
import { labErrorBy } from './lab-error-of';
import { tempFolder } from './temp-folder';

const temp = tempFolder();
const file = join(temp, 'catalogue.json');
const text = readFileSync(join(projectRoot, 'datasets', 'catalogue.json'), 'utf8');
type Json = { [key: string]: unknown };
const changed = (change: (datasets: Json[]) => void) => () => {
  const json = JSON.parse(text) as { datasets: Json[] };
  change(json.datasets);
  writeFileSync(file, JSON.stringify(json));
  return readCatalogue(file);
};

describe('the catalogue', () => {
  it('holds what the lab promises, each with source, licence and shape', () => {
    const entries = readCatalogue();
    const names = entries.map(({ name }) => name);
    expect(names).toEqual([
      'sift-photos',
      'wordnet-minilm',
      'sift-photos-200k',
      'wordnet-minilm-100k',
      'sift-bigann10k',
      'glove-6b-50d',
      'openai-ada002-1536',
      'sift-128-euclidean',
      'sift1m',
      'glove-25-angular',
      'glove-50-angular',
      'glove-100-angular',
      'glove-200-angular',
      'dbpedia-openai-100k',
      'dbpedia-openai-1m',
    ]);
    for (const { source, licence, files } of entries) {
      expect(Math.min(source.length, licence.length, files.length)).toBeGreaterThan(0);
    }
  });

  it('knows the sha256 of everything that ships', () => {
    const shipped = readCatalogue().filter((entry) => entry.shipped);
    expect(shipped.map(({ name }) => name)).toEqual(['sift-photos', 'wordnet-minilm']);
    expect(shipped.flatMap(({ files }) => files).every(({ sha256 }) => sha256 !== null)).toBe(true);
  });

  it('names, for each set without a download, where its files go and a set that anybody can have', () => {
    const entries = readCatalogue();
    const closed = entries.filter((entry) => !entry.shipped && !hasDownload(entry));
    const instead = closed.map(({ name, instead }) => [name, instead]);
    expect(Object.fromEntries(instead)).toEqual({
      'sift-photos-200k': 'sift-photos',
      'wordnet-minilm-100k': 'wordnet-minilm',
      'sift-bigann10k': 'sift1m',
      'glove-6b-50d': 'glove-50-angular',
      'openai-ada002-1536': 'dbpedia-openai-100k',
    });
    for (const entry of closed) {
      const like = entries.find(({ name }) => name === entry.instead);
      expect(like && (like.shipped || hasDownload(like)) && like.metric === entry.metric).toBe(true);
      expect(remedyFor(entry)).toMatch(/^put .* in a folder and name that folder in VEXLAB_DATASETS, or use the /);
    }
    const [photos, , bigann] = closed.map(remedyFor);
    expect(photos).toMatch(/, or use the shipped sift-photos$/);
    expect(bigann).toMatch(/, or use the like set sift1m: npx vexlab datasets get sift1m$/);
  });

  const refused: readonly [string, () => unknown, RegExp][] = [
    ['an unknown member', changed(([entry]) => Object.assign(entry as Json, { rowz: 1 })), /datasets\.0: .*rowz/],
    ['an unknown metric', changed(([entry]) => Object.assign(entry as Json, { metric: 'dot' })), /datasets\.0\.metric: /],
    ['a file outside of its folder', changed(([entry]) => Object.assign(entry as Json, { files: [{ path: '../x', role: 'base', sha256: null }] })), /datasets\.0\.files\.0\.path: must be a relative path/],
    ['an address that is not http', changed(([entry]) => Object.assign(entry as Json, { files: [{ path: 'x', role: 'base', sha256: null, url: 'ftp://a/x' }] })), /datasets\.0\.files\.0\.url: /],
    ['a short sha256', changed(([entry]) => Object.assign(entry as Json, { files: [{ path: 'x', role: 'base', sha256: 'abc' }] })), /must be 64 hex digits/],
    ['a set instead that is not there', changed(([entry]) => Object.assign(entry as Json, { instead: 'x' })), /sift-photos names x instead/],
    ['a name that is there twice', changed((datasets) => datasets.push(datasets[0] as Json)), /two datasets have the name sift-photos/],
  ]; // prettier-ignore
  for (const [what, act, expected] of refused) {
    it(`is refused with ${what}`, () => {
      const { code, message } = labErrorBy(act);
      expect(code).toBe('bad-catalogue');
      expect(message).toMatch(expected);
    });
  }

  it('is refused where it is no JSON', () => {
    writeFileSync(file, '{');
    expect(labErrorBy(() => readCatalogue(file)).code).toBe('bad-catalogue');
  });
});
