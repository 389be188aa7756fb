import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { writeError } from '../../results/write-error';

/** A MIME bundle of an output: text is a string or its lines. */
export type MimeBundle = { [mime: string]: unknown };

export interface NotebookOutput {
  output_type: string;
  data?: MimeBundle;
  /** By MIME type, e.g. the size at which an image is shown. */
  metadata?: { [mime: string]: unknown };
}

/** As much of nbformat 4 as is needed here; the rest is carried along. */
export interface Notebook {
  cells: { cell_type: string; outputs?: NotebookOutput[]; metadata?: { [name: string]: unknown } }[];
}

export const readNotebook = (path: string): Notebook => JSON.parse(readFileSync(path, 'utf8')) as Notebook;

/**
 * Written as nbformat writes it (one space of indentation, a newline at the end), so that differences stay small; whole
 * or not at all. LabError `no-space`, `not-writable` or `write-failed`.
 */
export function writeNotebook(path: string, notebook: Notebook): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, `${JSON.stringify(notebook, null, 1)}\n`);
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw writeError(path, thrown);
  }
}

/** The same without the times at which its cells ran. */
export const withoutTimes = (notebook: Notebook): Notebook => ({
  ...notebook,
  cells: notebook.cells.map((cell) => ({
    ...cell,
    metadata: Object.fromEntries(Object.entries(cell.metadata ?? {}).filter(([name]) => name !== 'execution')),
  })),
});
