import { saturationPanels, saturationPicks, type SaturationLine } from '../analysis/saturation-lines';
import { counted, percent, three, withInterval } from './format';
import { ceilingShare } from '../analysis/ceiling-share';
import { datasetName } from './dataset-text';

/** Where more clients stop helping, in sentences with their numbers, one paragraph a dataset and k. */
export function saturationTakeaway(lines: readonly SaturationLine[]): string {
  const said = saturationPanels(lines).map((panel) => {
    const [{ dataset, k }] = panel;
    return `On ${datasetName(dataset)}, k ${k}: ${saturationSentences(saturationPicks(panel)).join(' ')}`;
  });
  return said.join('\n') || 'No engine was measured with several numbers of clients.';
}

export const saturationSentences = (picks: readonly SaturationLine[]): string[] => picks.map(sentence);

function sentence(line: SaturationLine): string {
  const { ef, knee } = line;
  const name = ef === undefined ? line.name : `${line.name}, ef ${ef}`;
  if (knee.state === 'not available') return `${name}: no saturation to be had, ${knee.why}.`;
  const { clients, rate, rateAt, why } = knee;
  const share = ceilingShare(line);
  const near = share === undefined ? '' : ` (the requests made are ${percent(share)} of a bare client's ceiling)`;
  const most = `its highest rate is ${withInterval(rate)}/s with ${counted(rateAt, 'client')}${near}`;
  if (knee.state === 'reached') return `${name} saturates at ${withInterval(clients)} clients; ${most}.`;
  if (knee.state === 'not shown') return `${name}: whether it saturates is not shown (${why}); ${most}.`;
  return `${name} does not saturate with ${three(rateAt)} clients or fewer (${why}); ${most}.`;
}
