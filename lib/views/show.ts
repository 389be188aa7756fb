import { displayHook, type DisplayBundle } from './display-hook';
import { escapeHtml } from './escape';
import { isFigure, type Figure } from './figure';
import { figureHtml } from './figure-html';
import { isFrame, type Frame } from './tables/frame';
import { frameTable } from './tables/frame-table';
import { isTable, type Table } from './tables/table';

/** What can be shown: a figure, a table, a Danfo DataFrame, a sentence. */
export type View = Figure | Table | Frame | string;

/**
 * Shows views in the notebook, each as one output in several forms. Under a tslab without the lab's kernel it sends
 * HTML, outside a notebook it prints text.
 */
export async function show(...views: readonly View[]): Promise<void> {
  for (const view of views) await showOne(bundleOf(view));
}

/** The forms of a view by MIME type. */
export function bundleOf(view: View): DisplayBundle & { data: { 'text/plain': string; 'text/html': string } } {
  if (typeof view === 'string') {
    const paragraphs = view.split('\n').map((line) => `<p class="vexlab-takeaway">${escapeHtml(line)}</p>`);
    return { data: { 'text/plain': view, 'text/html': paragraphs.join('') } };
  }
  if (isFigure(view)) {
    const { data, layout, config, text } = view;
    return {
      data: {
        'application/vnd.plotly.v1+json': { data, layout, ...(config ? { config } : {}) },
        'text/html': figureHtml(view),
        'text/plain': text,
      },
    };
  }
  const table = isFrame(view) ? frameTable(view) : view;
  if (!isTable(table)) throw new TypeError('show: takes figures, tables, data frames and text');
  return { data: { 'text/html': table.html(), 'text/plain': table.text() } };
}

async function showOne(bundle: ReturnType<typeof bundleOf>): Promise<void> {
  const display = displayHook();
  if (display) return display(bundle);
  const html = await plainTslab();
  if (html) html(bundle.data['text/html']);
  else process.stdout.write(`${bundle.data['text/plain']}\n`);
}

/** tslab shows outputs only inside its own kernel, where it has set its display up; elsewhere it throws or is absent. */
async function plainTslab(): Promise<((html: string) => void) | undefined> {
  if (!process.argv.some((argument) => /tslab/.test(argument))) return undefined;
  const name: string = 'tslab';
  const tslab = (await import(name)) as { display?: { html?: (html: string) => void } };
  return tslab.display?.html;
}
