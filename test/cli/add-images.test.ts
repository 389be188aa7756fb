import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addImages } from 'vexlab/dist/cli/notebooks/add-images';
import { readNotebook } from 'vexlab/dist/cli/notebooks/notebook-file';
import type { Figure } from 'vexlab';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plotly = 'application/vnd.plotly.v1+json';
const figure = (name: string) => ({ data: [], layout: { title: { text: name } } });

function notebook(name: string, outputs: object[]): string {
  const path = join(folder, name);
  const cells = [
    { cell_type: 'markdown', id: 'a', metadata: {}, source: 'prose' },
    { cell_type: 'code', execution_count: 1, id: 'b', metadata: {}, outputs, source: 'show(figure)' },
  ];
  writeFileSync(path, `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`);
  return path;
}

/** The head of a PNG of 1800 × 1112 pixels, then a text. */
function drawing(text: string): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32BE(1800, 16);
  head.writeUInt32BE(1112, 20);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** Drawings that carry the figures' titles. */
const titles = (figures: readonly Figure[]) =>
  Promise.resolve(figures.map(({ layout }) => drawing((layout as { title: { text: string } }).title.text)));

describe('addImages', () => {
  it('draws the figures of all notebooks in one go and puts each beside its own', async () => {
    const first = notebook('first.ipynb', [
      { output_type: 'display_data', data: { [plotly]: figure('one'), 'text/plain': ['one'] }, metadata: {} },
      { output_type: 'stream', name: 'stdout', text: ['hello'] },
    ]);
    const second = notebook('second.ipynb', [
      { output_type: 'display_data', data: { [plotly]: figure('two'), 'image/png': 'kept' }, metadata: {} },
      { output_type: 'display_data', data: { [plotly]: figure('three') }, metadata: {} },
    ]);
    let calls = 0;
    const added = await addImages([first, second], (figures) => {
      calls += 1;
      return titles(figures);
    });
    expect([added, calls]).toEqual([2, 1]);
    const images = [first, second].flatMap((path) =>
      readNotebook(path).cells.flatMap(({ outputs = [] }) => outputs.map(({ data }) => data?.['image/png'])),
    );
    const base64 = (text: string) => drawing(text).toString('base64');
    expect(images).toEqual([base64('one'), undefined, 'kept', base64('three')]);
    const shown = readNotebook(first).cells.flatMap(({ outputs = [] }) => outputs.map(({ metadata }) => metadata));
    expect(shown[0]).toEqual({ 'image/png': { width: 900, height: 556 } });
  });

  it('leaves the files alone where there is nothing to draw, or nothing to draw with', async () => {
    const without = notebook('without.ipynb', [{ output_type: 'stream', name: 'stdout', text: ['hello'] }]);
    const withOne = notebook('with.ipynb', [{ output_type: 'display_data', data: { [plotly]: figure('x') } }]);
    const before = [without, withOne].map((path) => readFileSync(path, 'utf8'));
    expect(await addImages([without], titles)).toBe(0);
    expect(await addImages([without, withOne], () => Promise.resolve(undefined))).toBeUndefined();
    expect([without, withOne].map((path) => readFileSync(path, 'utf8'))).toEqual(before);
  });

  it('changes nothing but the image and the size at which it is shown', async () => {
    const path = notebook('same.ipynb', [{ output_type: 'display_data', data: { [plotly]: figure('x') } }]);
    const before = readFileSync(path, 'utf8').split('\n');
    await addImages([path], titles);
    const added = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => !before.includes(line) && !before.includes(line.replace(/,$/, '')));
    expect(added.map((line) => line.trim())).toEqual([
      `"image/png": "${drawing('x').toString('base64')}"`,
      '"metadata": {',
      '"image/png": {',
      '"width": 900,',
      '"height": 556',
    ]);
  });
});
