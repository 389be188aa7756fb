import { describe, expect, it } from 'vitest';
import { decimals } from 'vexlab/dist/base/decimals';
import { escapeHtml, scriptJson } from 'vexlab/dist/views/escape';
import { foldText } from 'vexlab/dist/views/fold-text';
import { listed, percent, recallText, three, whole } from 'vexlab/dist/views/format';
import { engineColour, faded, neutral, palettes, withMode } from 'vexlab/dist/views/theme';
import { endLabels } from 'vexlab/dist/views/charts/end-labels';
import { logAxis, logRange } from 'vexlab/dist/views/charts/log-axis';
import { spreadLabels } from 'vexlab/dist/views/charts/spread-labels';
import { wrapParts } from 'vexlab/dist/views/charts/wrap-parts';

describe('numbers in print', () => {
  it('have so many decimals, a true minus, and none before a nought', () => {
    expect([-0.02, 0.04, -1.26, 215.24].map((value) => decimals(value, 1))).toEqual(['0.0', '0.0', '−1.3', '215.2']);
  });
  it('have three significant digits', () => {
    expect([1234.5, 999.6, 99.95, 12.34, 1.2345, 0.12345, 0.0012345, 0, -5.678].map(three)).toEqual([
      '1,230',
      '1,000',
      '100',
      '12.3',
      '1.23',
      '0.123',
      '0.00123',
      '0',
      '−5.68',
    ]);
    expect([three(NaN), three(Infinity), three(1.234e-7)]).toEqual(['—', '∞', '1.23e−7']);
  });
  it('never say recall 1 of less than 1', () => {
    expect([0.5, 0.98765, 0.9994, 0.99951, 0.9999999, 1].map(recallText)).toEqual([
      '0.500',
      '0.988',
      '0.999',
      '0.9995',
      '0.999999',
      '1.000',
    ]);
  });
  it('come as shares and counts', () => {
    expect([percent(0.0293), whole(1234567)]).toEqual(['2.93 %', '1,234,567']);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });
});

describe('text made safe', () => {
  it('for HTML', () =>
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;'));
  it('for scripts, and means the same there', () => {
    const value = { text: '</script><!-- \u2028' };
    expect(scriptJson(value)).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(scriptJson(value))).toEqual(value);
  });
});

describe('lines', () => {
  it('are folded between words', () => {
    expect(foldText('one two three four', 9, '  ')).toBe('one two\n  three\n  four');
  });
  it('of a subtitle break between its parts', () => {
    expect(wrapParts(['aaaa', 'bbbb', 'cccc'], 11)).toEqual(['aaaa · bbbb', 'cccc']);
    expect(wrapParts(['a part too long'], 4)).toEqual(['a part too long']);
  });
});

describe('labels', () => {
  it('that lie close are moved apart around their middle, in order', () => {
    expect(spreadLabels([0, 100, 105], 20)).toEqual([0, 92.5, 112.5]);
    expect(spreadLabels([50, 50, 50], 10)).toEqual([40, 50, 60]);
    expect(spreadLabels([0, 30], 20)).toEqual([0, 30]);
  });
});

describe('a logarithmic axis', () => {
  it('holds all values that have a logarithm, with room at both ends', () => {
    expect(logRange([8, 0, 2, -1, NaN, Infinity], 2)).toEqual({ from: 1, to: 16 });
    expect(logRange([0, NaN, Infinity], 2)).toEqual({ from: 1, to: 10 });
  });
  it('has round ticks, or those it is given', () => {
    const range = { from: 1, to: 100 };
    expect(logAxis('rate', range)).toMatchObject({ type: 'log', range: [0, 2], tickvals: [1, 2, 5, 10, 20, 50, 100] });
    expect(logAxis('rate', range, { tickvals: [3], ticktext: ['3'] })).toMatchObject({
      tickvals: [3],
      ticktext: ['3'],
    });
  });
});

describe('colours', () => {
  const figure = {
    data: [{ line: { color: neutral.ink } }],
    layout: { title: { text: neutral.ink.slice(1) } },
    text: '',
  };
  it('are exchanged for those of a page, and nothing else is', () => {
    expect(withMode(figure, 'dark').data).toEqual([{ line: { color: palettes.dark.ink } }]);
    expect(withMode(figure, 'dark').layout).toEqual(figure.layout);
  });
  it('are so in the style of a text too, as of the bar before the name of a line', () => {
    const [label] = endLabels([{ name: 'a', colour: neutral.black, x: 1, y: 1 }], { from: 0.1, to: 10 });
    const shown = JSON.stringify(withMode({ ...figure, layout: { annotations: [label] } }, 'dark').layout);
    expect(shown).toContain(`color:${palettes.dark.black}`);
    expect(shown).not.toContain(neutral.black);
  });
  it('of a foreign record write no markup into a label', () => {
    const [label] = endLabels([{ name: 'a', colour: 'red"><a href="b">', x: 1, y: 1 }], { from: 0.1, to: 10 });
    expect(label?.text).not.toContain('<a');
  });
  it('of black engines are not swallowed by a dark page', () => {
    expect([engineColour('#000000'), engineColour('#0072B2')]).toEqual([neutral.black, '#0072B2']);
    expect(faded('#0072B2', 0.2)).toBe('rgba(0,114,178,0.2)');
  });
  it('read on their paper: contrast of 4.5 for text, of 3 for what is greyed', () => {
    for (const { ink, muted, missing, paper } of Object.values(palettes)) {
      expect(contrast(ink, paper)).toBeGreaterThan(7);
      expect(contrast(muted, paper)).toBeGreaterThan(4.5);
      expect(contrast(missing, paper)).toBeGreaterThan(3);
    }
    for (const paper of ['#ffffff', '#111111']) {
      expect(contrast(neutral.ink, paper)).toBeGreaterThan(4);
      expect(contrast(neutral.muted, paper)).toBeGreaterThan(3.5);
    }
  });
});

/** Contrast of two hex colours by WCAG 2. */
function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
