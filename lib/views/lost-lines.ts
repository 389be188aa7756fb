import { efOfSetting } from '../analysis/found-lines';
import { isSetting, type Outcome } from '../analysis/summarise-all';
import { counted } from './format';
import { settingText } from './setting-text';

/** Cells that measured settings of any workload lost, in a sentence a reason, with what mends it. */
export const lostLines = (outcomes: readonly Outcome[]): string[] =>
  outcomes.filter(isSetting).flatMap((setting) => {
    const ef = efOfSetting(setting);
    const name = settingText(setting, ef === undefined ? [] : [ef]);
    return setting.lost.map(
      ({ cells, state, why, remedy }) =>
        `${name}: ${counted(cells, 'repetition')} ${state}: ${why}${remedy ? `; ${remedy}` : ''}`,
    );
  });
