import type { OfTheCeiling } from '../../analysis/of-the-ceiling';
import { counted, percent, three } from '../format';
import { none } from './estimated-cell';
import type { TableCell, TableColumn } from './table';

/** How near a rate came to what the client itself reaches; the cells are {@link ceilingCell}. */
export const ceilingColumn: TableColumn = {
  name: 'of_the_ceiling',
  head: 'of the ceiling',
  align: 'right',
  only: 'page',
};

export const ceilingLegend =
  'Of the ceiling: requests made as a share of what the same clients reached just before where nobody kept them waiting; near 100 % the client is what was measured.';

const against: { readonly [Against in Extract<OfTheCeiling, { state: 'known' }>['against']]: string } = {
  'null-server': 'against a server on this machine that does nothing',
  'no-request': 'against a search that answers at once, without a request, as the engine is in the lab’s process',
};

/** The share with what it was measured against on hover; — with the reason where there is none. */
export const ceilingCell = (of: OfTheCeiling): TableCell =>
  of.state === 'known'
    ? {
        value: of.share,
        text: percent(of.share),
        hover: `the client reached ${three(of.ceiling)}/s just before ${against[of.against]}; median of ${counted(of.runs, 'run')}`,
      }
    : { ...none, hover: of.why };
