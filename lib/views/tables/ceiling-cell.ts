import type { OfTheCeiling } from '../../analysis/of-the-ceiling';
import { counted, percent, three } from '../format';
import { none } from './estimated-cell';
import type { TableCell, TableColumn } from './table';

/** How near a rate came to what bare requests of as many clients reach; the cells are {@link ceilingCell}. */
export const ceilingColumn: TableColumn = {
  name: 'of_the_ceiling',
  head: 'of the ceiling',
  align: 'right',
  only: 'page',
};

export const ceilingLegend =
  'Of the ceiling: requests made as a share of what bare HTTP requests of as many clients reached just before against a server that does nothing, or, where the engine is ' +
  'in the lab’s process, the same loop against a search that answers at once; near 100 % the client is what was measured. A low share does not clear the engine’s own ' +
  'client, which may cost more than a bare request: the check client-load tells, of an open loop slips.';

const reached: { readonly [Against in Extract<OfTheCeiling, { state: 'known' }>['against']]: string } = {
  'null-server':
    'reached just before by bare HTTP requests of as many clients against a server on this machine that does nothing',
  'no-request':
    'reached just before by the same loop against a search that answers at once, without a request, as the engine is in the lab’s process',
};

/** The share with what it was measured against on hover; — with the reason where there is none. */
export const ceilingCell = (of: OfTheCeiling): TableCell =>
  of.state === 'known'
    ? {
        value: of.share,
        text: percent(of.share),
        hover: `${three(of.ceiling)}/s were ${reached[of.against]}; median of ${counted(of.runs, 'run')}`,
      }
    : { ...none, hover: of.why };
