import { escapeHtml } from '../escape';
import { engineColour } from '../theme';
import type { Table, TableCell, TableColumn, TableRow } from './table';

/** Colours come from the page (`currentColor`, opacity), so that one table reads on light and on dark. */
const style = `<style>
.vexlab-scroll{overflow-x:auto}
@media print{.vexlab-scroll{overflow:visible}}
.vexlab-table{border-collapse:collapse;font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;margin:.5em 0}
.vexlab-table caption{caption-side:top;text-align:left;font-weight:600;padding:0 0 .4em}
.vexlab-table th,.vexlab-table td{padding:.28em .3em;border:0;background:none;white-space:nowrap;vertical-align:baseline}
.vexlab-table thead th{white-space:normal;font-weight:600;border-bottom:1.5px solid rgba(128,128,128,.6);vertical-align:bottom}
.vexlab-table thead small{display:block;font-weight:400;opacity:.7}
.vexlab-table tbody td{border-bottom:1px solid rgba(128,128,128,.18)}
.vexlab-table th.l,.vexlab-table td.l{text-align:left}
.vexlab-table td.l{white-space:normal}
.vexlab-table td.l:first-child{min-width:6em}
.vexlab-table th.r,.vexlab-table td.r{text-align:right}
.vexlab-table td small{display:block;white-space:nowrap;opacity:.72;font-size:.8em;font-weight:400;line-height:1.1}
.vexlab-table td.wide{white-space:normal;min-width:13em;max-width:40em;overflow-wrap:anywhere;font-size:.92em}
.vexlab-table tr.group th{text-align:left;font-weight:600;padding-top:1em}
.vexlab-table .grey{color:#8b9096}
.vexlab-table [title]{cursor:help}
.vexlab-table td.swatched{padding-left:1.6em}
.vexlab-table i.swatch{margin-left:-1.2em;display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.5em}
.vexlab-notes{font:12px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;opacity:.8;margin:.2em 0 1em;padding-left:1.2em;max-width:64em}
</style>`;

/** Characters from which on a cell may break into lines, and with it the others of its column. */
const longText = 60;

/** The table as HTML that carries its own style. */
export function tableHtml(table: Omit<Table, 'html' | 'text' | 'frame'>): string {
  const { columns, rows, caption, notes } = table;
  const printed = columns.filter(({ only }) => only !== 'frame');
  const head = printed.map((column) => `<th class="${side(column)}" scope="col">${headHtml(column)}</th>`).join('');
  const wide = new Set(columns.filter((_, i) => rows.some((row) => 'cells' in row && isLong(row.cells, i, columns))));
  const body = rows.map((row) => rowHtml(row, columns, printed.length, wide)).join('\n');
  const remarks = [...legendOf(table), ...notes];
  const below =
    remarks.length > 0
      ? `<ul class="vexlab-notes">${remarks.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`
      : '';
  return [
    style,
    // A page narrower than the table scrolls it, and cuts nothing off.
    '<div class="vexlab-scroll"><table class="vexlab-table">',
    ...(caption === undefined ? [] : [`<caption>${escapeHtml(caption)}</caption>`]),
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>\n${body}\n</tbody></table></div>`,
    below,
  ].join('\n');
}

/** How the marks are to be read, of those that stand there. */
function legendOf({ rows, small, legend }: Pick<Table, 'rows' | 'small' | 'legend'>): string[] {
  const any = rows.some((row) => 'cells' in row && row.cells.some((cell) => cell.small !== undefined));
  const said = [
    ...(small !== undefined && any ? [`Small figures: ${small}.`] : []),
    ...(legend === undefined ? [] : [legend]),
  ];
  return said.length > 0 ? [said.join(' ')] : [];
}

/** Black would drown on a dark page. */
const swatch = (colour: string): string => (engineColour(colour) === colour ? colour : 'currentColor');

const side = ({ align }: TableColumn): string => (align === 'right' ? 'r' : 'l');

const headHtml = ({ head, unit }: TableColumn): string =>
  escapeHtml(head) + (unit === undefined ? '' : `<small>${escapeHtml(unit)}</small>`);

/** A row's last cell spans the columns left, and says nothing of the width of one. */
const isLong = (cells: readonly TableCell[], i: number, columns: readonly TableColumn[]): boolean =>
  (i < cells.length - 1 || i === columns.length - 1) && (cells[i]?.text.length ?? 0) > longText;

function rowHtml(
  row: TableRow,
  columns: readonly TableColumn[],
  printed: number,
  wide: ReadonlySet<TableColumn>,
): string {
  if ('heading' in row) {
    return `<tr class="group"><th colspan="${printed}" scope="colgroup">${escapeHtml(row.heading)}</th></tr>`;
  }
  const cells = row.cells.flatMap((cell, i) => {
    const column = columns[i];
    if (!column || column.only === 'frame') return [];
    const rest = i === row.cells.length - 1 ? columns.slice(i).filter(({ only }) => only !== 'frame').length : 1;
    return [cellHtml(cell, rest > 1 || wide.has(column) ? 'l wide' : side(column), rest, row.grey)];
  });
  return `<tr>${cells.join('')}</tr>`;
}

/** A mark stays on the line of its word: of the one before it at the end of a cell, else of the one behind it. */
const withMarks = (text: string): string => text.replace(/ (?=[⚠✗✓]$)|(?<=[⚠✗✓]) /gu, '\u00a0');

function cellHtml(cell: TableCell, sideClass: string, span: number, greyRow = false): string {
  const text = escapeHtml(withMarks(cell.text));
  const inner = [
    cell.colour === undefined ? '' : `<i class="swatch" style="background:${escapeHtml(swatch(cell.colour))}"></i>`,
    cell.strong ? `<b>${text}</b>` : text,
    cell.small === undefined ? '' : `<small>${escapeHtml(cell.small)}</small>`,
  ].join('');
  const grey = cell.grey || greyRow ? ' grey' : '';
  // A name that breaks goes on under its beginning, not under the swatch.
  const swatched = cell.colour === undefined ? '' : ' swatched';
  const hover = cell.hover === undefined ? '' : ` title="${escapeHtml(cell.hover)}"`;
  return `<td class="${sideClass}${swatched}${grey}"${span > 1 ? ` colspan="${span}"` : ''}${hover}>${inner}</td>`;
}
