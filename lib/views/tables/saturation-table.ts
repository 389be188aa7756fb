import { saturationPanels, type SaturationLine } from '../../analysis/saturation-lines';
import { groupBy } from '../../analysis/by-setting';
import { ceilingShare } from '../../analysis/ceiling-share';
import { datasetText } from '../dataset-text';
import { intervalText, listed, noInterval, percent, three, whole } from '../format';
import { intervalSmall } from './interval-small';
import { none } from './estimated-cell';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'saturation' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'clients', head: 'at clients', align: 'right' },
  { name: 'interval', head: '95 % interval', align: 'right' },
  { name: 'rate', head: 'highest rate', unit: '/s', align: 'right' },
  { name: 'rate_at', head: 'with', align: 'right' },
  { name: 'ceiling', head: 'of the ceiling', align: 'right' },
  { name: 'growth', head: 'last doubling', align: 'right', only: 'page' },
  { name: 'measured', head: 'measured at', only: 'page' },
];

const small =
  '95 % intervals over repetitions, of the highest rate whichever number of clients has it, so that one may be wider than that of the number it was measured with';

const legend =
  'Saturation: where the line of one client, rate × clients, meets the highest rate measured; with more clients requests must queue. ' +
  'Reached: the last doubling of clients adds under 10 % to the rate; not reached: it adds more, and the figure is a lower bound; not shown: ' +
  'the runs do not tell. Of the ceiling: the requests made there, failed ones among them, as a share of what bare HTTP requests of as many clients reached just before against ' +
  'a server that does nothing, or, where the engine is in the lab’s process, the same loop against a search that answers at once; near 100 % the client is what saturates. ' +
  'A low share does not clear the engine’s own client, which may cost more than a bare request: the check client-load tells.';

/** Where more clients stop adding to the rate, of every engine and setting with several numbers of clients; else why it cannot be said. */
export function saturationTable(lines: readonly SaturationLine[]): Table {
  const rows = saturationPanels(lines).flatMap((panel): TableRow[] => {
    const [{ dataset, k }] = panel;
    const known = panel.filter(({ knee }) => knee.state !== 'not available');
    const unknown = panel.filter(({ knee }) => knee.state === 'not available');
    return [
      { heading: `${datasetText(dataset)}, k ${k}, closed loop` },
      ...known.map((line) => ({ cells: cells(line) })),
      // Every ef of an engine lacks the same.
      ...groupBy(unknown, ({ name, knee }) => `${name} ${whyOf(knee)}`).map(lacking),
    ];
  });
  return makeTable({ columns, rows, ...(rows.length > 0 && { small, legend }) });
}

const whyOf = (knee: SaturationLine['knee']): string => knee.why;

function lacking(lines: readonly [SaturationLine, ...SaturationLine[]]): TableRow {
  const [{ name, engine, knee }] = lines;
  const efs = lines.flatMap(({ ef }) => ef ?? []);
  const text = `${efs.length > 0 ? `ef ${listed(efs.map(whole))}: ` : ''}${whyOf(knee)}`;
  return {
    cells: [
      { value: name, text: name, colour: engine.mark.colour },
      { value: 'not available', text: 'not available' },
      { value: null, text, hover: text, grey: true },
    ],
  };
}

function cells({ name, engine, ef, knee, settings }: SaturationLine): TableCell[] {
  if (knee.state === 'not available') return [];
  const { state, clients, rate, rateAt, growth, why } = knee;
  const interval = intervalText(clients) ?? noInterval(clients);
  const share = ceilingShare({ settings, knee });
  const measured = listed(settings.map((one) => whole(one.clients)));
  const added = growth.perDoubling.value - 1;
  return [
    { value: name, text: name, colour: engine.mark.colour },
    { value: state, text: state, hover: why },
    ef === undefined ? none : { value: ef, text: whole(ef) },
    { value: clients.value, text: `${state === 'not reached' ? '≥ ' : ''}${three(clients.value)}`, hover: why },
    { value: interval, text: interval },
    { value: rate.value, text: three(rate.value), ...intervalSmall(rate) },
    { value: rateAt, text: whole(rateAt) },
    share === undefined ? none : { value: share, text: percent(share), strong: share > 0.8 },
    { value: added, text: percent(added), hover: why },
    { value: measured, text: measured },
  ];
}
