import { readFileSync } from 'node:fs';

interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  data?: { [mime: string]: unknown };
}

interface CodeCell {
  source: string;
  execution_count: number | null;
  outputs: Output[];
  /** Everything that the cell shows, as plain text. */
  text: string;
}

export interface Notebook {
  code: CodeCell[];
  figures: { data: unknown[]; layout: object }[];
  text: string;
}

const joined = (text: unknown): string => (Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '');

/** The code cells of an executed notebook and what they show. */
export function readNotebook(path: string): Notebook {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { cell_type: string; source: string | string[]; execution_count?: number | null; outputs?: Output[] }[];
  };
  const code = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source, execution_count = null, outputs = [] }) => ({
      source: joined(source),
      execution_count,
      outputs,
      text: outputs.map(({ text, data }) => joined(text) + joined(data?.['text/plain'])).join('\n'),
    }));
  const figures = code
    .flatMap(({ outputs }) => outputs)
    .flatMap(({ data }) => (data?.['application/vnd.plotly.v1+json'] ? [data['application/vnd.plotly.v1+json']] : []));
  return { code, figures: figures as Notebook['figures'], text: code.map(({ text }) => text).join('\n') };
}
