import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toFrame } from 'vexlab/dist/views/tables/frame';
import { frameTable } from 'vexlab/dist/views/tables/frame-table';
import { noIntervalSmall } from 'vexlab/dist/views/tables/interval-small';
import { cell, makeTable, table } from 'vexlab/dist/views/tables/make-table';
import type { TableCell } from 'vexlab/dist/views/tables/table';
import { projectRoot } from 'vexlab/dist/base/paths';
import { datasetTable } from 'vexlab/dist/views/tables/dataset-table';

const plain = table([
  { name: 'a', rate: 1234.5, n: 20000 },
  { name: '<b>', rate: 0.98765, n: null },
]);

describe('a table of rows', () => {
  it('aligns numbers to the right, three significant digits, counts in full', () => {
    expect(plain.text()).toBe(['name   rate       n', 'a     1,230  20,000', '<b>   0.988       —'].join('\n'));
  });
  it('escapes what it is given', () => {
    const html = plain.html();
    expect(html).toContain('<td class="l">&lt;b&gt;</td>');
    expect(html).toContain('<td class="r">1,230</td>');
    expect(html).toContain('<th class="r" scope="col">rate</th>');
  });
  it('breaks a column into lines where one of its cells is long, the short ones too', () => {
    const short = 'give every vector an id of its own, and count';
    const html = table([
      { name: 'a', advice: short },
      { name: 'b', advice: 'x '.repeat(40) },
    ]).html();
    expect(html).toContain(`<td class="l wide">${short}</td>`);
    expect(html).toContain('<td class="l">a</td>');
  });
  it('becomes a Danfo frame with the values, and comes back', async () => {
    const frame = await plain.frame();
    expect(frame.columns).toEqual(['name', 'rate', 'n']);
    expect(frame.shape).toEqual([2, 3]);
    expect(frame.values).toEqual([
      ['a', 1234.5, 20000],
      ['<b>', 0.98765, null],
    ]);
    expect(frame.sortValues('rate').values[0]?.[0]).toBe('<b>');
    expect(frameTable(frame).text()).toBe(plain.text());
  });
  it('may be empty', async () => {
    expect(table([]).text()).toBe('');
    expect((await toFrame({ a: [1] })).shape).toEqual([1, 1]);
  });
});

describe('a table with headings, marks and missing rows', () => {
  const made = makeTable({
    columns: [
      { name: 'dataset', head: 'dataset', only: 'frame' },
      { name: 'engine', head: 'engine' },
      { name: 'rate', head: 'rate', unit: 'queries/s', align: 'right' },
      { name: 'cv', head: 'cv', align: 'right', only: 'page' },
    ],
    rows: [
      { heading: 'k 10' },
      {
        cells: [
          { value: 'd', text: 'd' },
          { value: 'A', text: 'A', colour: '#0072B2' },
          { value: 5, text: '5.00', small: '4.00–6.00', strong: true },
          { value: 0.1, text: '10 %', hover: 'of "three" runs' },
        ],
      },
      {
        grey: true,
        cells: [
          { value: 'd', text: 'd' },
          { value: 'B', text: 'B' },
          { value: null, text: 'no such binary; install it' },
        ],
      },
    ],
    legend: 'bold: best',
    notes: ['a note'],
  });

  it('prints text without what only a page can show', () => {
    expect(made.text()).toBe(
      [
        'engine  rate queries/s',
        '',
        'k 10',
        'A                 5.00',
        'B       no such binary; install it',
        '',
        '- a note',
      ].join('\n'),
    );
  });
  it('prints a page with intervals, bold, grey, hover and the reason over the rest of the row', () => {
    const html = made.html();
    expect(html).toContain('<td class="r"><b>5.00</b><small>4.00–6.00</small></td>');
    expect(html).toContain('<td class="l swatched"><i class="swatch" style="background:#0072B2"></i>A</td>');
    expect(html).toContain('title="of &quot;three&quot; runs"');
    expect(html).toContain('<td class="l wide grey" colspan="2">no such binary; install it</td>');
    expect(html).toContain('<th colspan="3" scope="colgroup">k 10</th>');
    expect(html).toContain('<li>bold: best</li><li>a note</li>');
    expect(html).not.toContain('dataset');
  });
  it('prints the small figures of numbers on a line below, where it says what they are', () => {
    const number = (text: string, small?: string): TableCell => ({
      value: 1,
      text,
      ...(small !== undefined && { small }),
    });
    const name: TableCell = { value: 'A', text: 'A', small: 'not a number' };
    const made = (width: string) =>
      makeTable({
        columns: [
          { name: 'engine', head: 'engine' },
          { name: 'rate', head: 'rate', align: 'right' },
          { name: 'p50', head: 'p50', align: 'right' },
          { name: 'p99', head: 'p99', align: 'right', only: 'page' },
        ],
        rows: [
          { cells: [name, number('5.00', width), number('1.00', noIntervalSmall), number('2.00', '1–3')] },
          { cells: [name, number('6.00'), number('1.00'), number('2.00')] },
          { cells: [name, { value: null, text: 'not there' }] },
        ],
        small: '95 % intervals',
        legend: 'Bold: the best.',
      });
    expect(made('4.00–6.00').text(30).split('\n')).toEqual([
      'engine       rate   p50',
      'A            5.00  1.00',
      '        4.00–6.00  none',
      'A            6.00  1.00',
      'A       not there',
      '',
      '- Second lines: 95 %',
      '  intervals.',
    ]);
    expect(made('4.00–6.00').html()).toContain('<li>Small figures: 95 % intervals. Bold: the best.</li>');
    // No number and no name is cut for them: where they have no room in the columns they stand one after another.
    expect(made('400,000,000–600,000,000').text(30).split('\n')).toEqual([
      'engine  rate   p50',
      'A       5.00  1.00',
      '  rate',
      '  400,000,000–600,000,000, p50',
      '  none',
      'A       6.00  1.00',
      'A       not there',
      '',
      '- Second lines: 95 %',
      '  intervals.',
    ]);
  });
  it('does not explain small figures where there are none', () => {
    const plain = makeTable({
      columns: [{ name: 'n', head: 'n', align: 'right' }],
      rows: [{ cells: [{ value: 1, text: '1' }] }],
      small: 'x',
    });
    expect(plain.html()).not.toContain('Small figures');
    expect(plain.text()).toBe('n\n1');
  });
  it('shows black in the colour of the text, which a dark page does not swallow', () => {
    const cells: TableCell[] = [{ value: 'A', text: 'A', colour: '#000000' }];
    const html = makeTable({ columns: [{ name: 'engine', head: 'engine' }], rows: [{ cells }] }).html();
    expect(html).toContain('style="background:currentColor"');
  });
  it('makes a frame whose rows stand by themselves', async () => {
    expect((await made.frame()).values).toEqual([
      ['d', 'A', 5, 0.1],
      ['d', 'B', null, null],
    ]);
  });
  it('keeps within the width asked for', () => {
    const wide = table([{ name: 'x'.repeat(80), where: 'y'.repeat(60), n: 1 }]);
    expect(
      wide
        .text(100)
        .split('\n')
        .every((line) => line.length <= 100),
    ).toBe(true);
    expect(wide.text(100)).toContain('…');
  });
});

describe('datasetTable', () => {
  it('says where each dataset is, without the folders of the machine, or how to get it', () => {
    const listing = {
      title: 'T',
      rows: 1000,
      queries: 10,
      dim: 4,
      metric: 'l2',
      licence: 'CC0',
      source: 's',
      checksum: 'known',
      download: true,
    } as const;
    const made = datasetTable([
      { ...listing, name: 'here', state: 'shipped', path: join(projectRoot, 'datasets', 'here') },
      { ...listing, name: 'there', state: 'found', path: join('/home', 'somebody', 'data', 'there', 'base.arrow') },
      { ...listing, name: 'gone', state: 'missing', remedy: 'npx vexlab datasets get gone' },
    ]);
    expect(made.text().split('\n').slice(1)).toEqual([
      `here     1,000       10    4  l2      shipped  ${join('datasets', 'here')}`,
      `there    1,000       10    4  l2      found    ${join('…', 'there', 'base.arrow')}`,
      'gone     1,000       10    4  l2      missing  npx vexlab datasets get gone',
    ]);
    expect(made.html()).toContain('<td class="l grey">gone</td>'.replace('">gone', '" title="T. Source: s">gone'));
    expect(made.html()).toContain('CC0');
  });
});

describe('heads of a table as text', () => {
  const made = (name: string) =>
    makeTable({
      columns: [
        { name: 'a', head: 'engine' },
        { name: 'b', head: 'rate', unit: 'answers a second', align: 'right' },
      ],
      rows: [{ cells: [cell(name), cell(12)] }],
    });
  it('carry their units behind them where these fit', () => {
    expect(made('A').text(40)).toBe(`engine  rate answers a second\nA       ${'12'.padStart(21)}`);
  });
  it('carry them on a line below where they do not, so that no column is cut off', () => {
    const heads = [`${'engine'.padEnd(13)}  ${'rate'.padStart(16)}`, `${''.padEnd(13)}  answers a second`];
    expect(made('A longer name').text(34).split('\n')).toEqual([...heads, `A longer name  ${'12'.padStart(16)}`]);
  });
});
