import { readFileSync, writeFileSync } from 'node:fs';

interface NotebookCell {
  cell_type: string;
  source: string | string[];
  outputs?: { output_type: string; text?: string | string[]; ename?: string; evalue?: string; data?: object }[];
}

/** Writes a notebook for the tslab kernel with these code cells, whose outputs may be given, after a line of prose. */
export function writeNotebook(
  path: string,
  codes: readonly string[],
  { prose = '# A test', outputs = [] }: { prose?: string; outputs?: readonly object[] } = {},
): void {
  const code = codes.map((source, i) => ({
    cell_type: 'code',
    id: `code-${i}`,
    metadata: {},
    execution_count: null,
    outputs,
    source,
  }));
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  const cells = [{ cell_type: 'markdown', id: 'prose', metadata: {}, source: prose }, ...code];
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
}

/** The outputs of each code cell. */
export function outputsOf(path: string): NonNullable<NotebookCell['outputs']>[] {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: NotebookCell[] };
  return cells.filter(({ cell_type }) => cell_type === 'code').map(({ outputs }) => outputs ?? []);
}

/** What a figure of the library shows. The name in it must not end a script. */
export const figureBundle = {
  'application/vnd.plotly.v1+json': {
    data: [{ y: [1, 3, 2], name: '</script>' }],
    layout: { title: { text: 'Three' } },
  },
  'text/html': '<p>no script</p>',
  'text/plain': 'three points',
};
