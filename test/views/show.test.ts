import { afterEach, describe, expect, it } from 'vitest';
import type { DisplayBundle } from 'vexlab/dist/views/display-hook';
import { figureHtml } from 'vexlab/dist/views/figure-html';
import { bundleOf, show } from 'vexlab/dist/views/show';
import { table } from 'vexlab/dist/views/tables/make-table';

const hook = Symbol.for('vexlab.display');
const globals = globalThis as { [hook]?: unknown };
const figure = { data: [{ x: [1], y: [2] }], layout: { height: 300 }, text: 'one point at 1, 2 </script>' };

afterEach(() => {
  delete globals[hook];
});

/** The lab's kernel, as far as a view sees it. */
function kernel(): DisplayBundle[] {
  const sent: DisplayBundle[] = [];
  globals[hook] = (bundle: DisplayBundle) => sent.push(bundle);
  return sent;
}

describe('show', () => {
  it('sends a figure as one output: Plotly JSON, HTML and words', async () => {
    const sent = kernel();
    await show(figure);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.data['application/vnd.plotly.v1+json']).toEqual({ data: figure.data, layout: figure.layout });
    expect(sent[0]?.data['text/plain']).toBe(figure.text);
    expect(Object.keys(sent[0]?.data ?? {})).toContain('text/html');
  });
  it('sends a table, a data frame and a sentence', async () => {
    const sent = kernel();
    const rows = table([{ a: 1.5 }]);
    await show(rows, await rows.frame(), 'a < b\nc');
    expect(sent.map(({ data }) => data['text/plain'])).toEqual(['   a\n1.50', '   a\n1.50', 'a < b\nc']);
    expect(sent[2]?.data['text/html']).toBe('<p class="vexlab-takeaway">a &lt; b</p><p class="vexlab-takeaway">c</p>');
  });
  it('refuses what is no view', () => {
    expect(() => bundleOf({ some: 'object' } as never)).toThrow('show: takes figures, tables, data frames and text');
  });
});

describe('a figure as HTML', () => {
  const html = figureHtml(figure);
  it('speaks for itself where Plotly is absent', () => {
    expect(html).toContain('<p>one point at 1, 2 &lt;/script&gt;</p>');
    expect(html).toContain('min-height:300px');
  });
  it('has one script, which no text of the figure can end', () => expect(html.match(/<\/script/g)).toHaveLength(1));
  it('asks nothing of a network', () => expect(html).not.toMatch(/https?:|src=|href=/));
});
