import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { executeNotebook } from 'vexlab/dist/cli/notebooks/execute-notebook';
import { readNotebook } from 'vexlab/dist/cli/notebooks/notebook-file';

const kernel = join(projectRoot, '.venv', 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');
const ready = existsSync(kernel);
if (!ready) console.error(`skipped: no kernel at ${kernel}; npm run setup makes it`);

const folder = mkdtempSync(join(tmpdir(), 'vexlab-notebook-'));
afterAll(() => rmSync(folder, { recursive: true }));

function notebook(name: string, ...sources: string[]): string {
  const path = join(folder, name);
  const cells = sources.map((source, i) => ({
    cell_type: 'code',
    execution_count: null,
    id: `cell-${i}`,
    metadata: {},
    outputs: [],
    source,
  }));
  const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
  writeFileSync(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  return path;
}

async function execute(input: string, signal = new AbortController().signal, onDone = () => {}) {
  const output = join(folder, `executed-${Math.random().toString(36).slice(2)}.ipynb`);
  const seen: string[] = [];
  const onCells = (done: number, of: number) => {
    seen.push(`${done}/${of}`);
    if (done > 0) onDone();
  };
  const end = await executeNotebook({ input, output, env: process.env, signal, onCells });
  return { end, seen, output };
}

describe.skipIf(!ready)('executeNotebook', () => {
  it('executes every cell and tells of each', async () => {
    const { end, seen, output } = await execute(notebook('good.ipynb', 'const a = 20;', 'console.log(a + 1);'));
    expect(end).toEqual({ state: 'done' });
    expect(seen).toEqual(['0/2', '1/2', '2/2']);
    const outputs = readNotebook(output).cells[1]?.outputs as unknown as { text: string }[];
    expect(outputs.map(({ text }) => text).join('')).toBe('21\n');
  });

  it('says which cell failed, and with what', async () => {
    const path = notebook(
      'bad.ipynb',
      'const a = 20;',
      'throw new RangeError(`${a} is too\\nmuch`);',
      'console.log(1);',
    );
    const { end } = await execute(path);
    expect(end).toEqual({ state: 'failed', error: { cell: 2, ename: 'RangeError', evalue: '20 is too much' } });
  });

  it('stops when it is told to, and keeps what was executed', async () => {
    const stop = new AbortController();
    const path = notebook('slow.ipynb', 'console.log(7);', 'await new Promise((done) => setTimeout(done, 600_000));');
    const { end, output } = await execute(path, stop.signal, () => stop.abort());
    expect(end).toEqual({ state: 'interrupted' });
    expect(readNotebook(output).cells[0]?.outputs).toHaveLength(1);
  });
});
