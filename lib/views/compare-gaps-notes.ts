import { noSuchSetting, type RunComparison } from '../analysis/compare-runs';
import { loadText } from '../analysis/load-text';
import { counted } from './format';
import { missingLine } from './missing-line';

/** What two runs side by side lack: figures that cannot be compared, cells that one of them lost. */
export const compareGapsNotes = (comparison: RunComparison): string[] => [
  ...incomparableNotes(comparison),
  ...lostNotes(comparison),
  ...failedNotes(comparison),
  ...comparison.neither.map((gone) => `Measured in neither: ${missingLine(gone)}.`),
];

/** Settings that one run measured and the other tried in vain: the reason in full, once. */
const failedNotes = ({ onlyA, onlyB, others }: RunComparison): string[] =>
  (['A', 'B'] as const).flatMap((side) => {
    const only = side === 'A' ? [...onlyB, ...others.onlyB] : [...onlyA, ...others.onlyA];
    const reasons = only.map(({ why }) => why).filter((why) => why !== noSuchSetting);
    return [...new Set(reasons)].map((why) => {
      const settings = reasons.filter((one) => one === why).length;
      return `Run ${side} did not measure ${counted(settings, 'setting')} of the other: ${why}.`;
    });
  });

/** A row of the table has no room for a long reason: each stands here once, in full. */
function incomparableNotes({ figures: ofClosed, others }: RunComparison): string[] {
  const counts = new Map<string, number>();
  for (const one of [...ofClosed, ...others.compared].flatMap(({ figures }) => figures)) {
    if (one.state === 'compared') continue;
    const said = `${one.title}: ${one.why}`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([said, settings]) => `Not comparable in ${counted(settings, 'setting')}: ${said}.`);
}

/** Cells that a run lost of settings that it measured: their figures are of fewer runs. */
const lostNotes = ({ compared, onlyA, onlyB, others }: RunComparison): string[] =>
  (['A', 'B'] as const).flatMap((side) => {
    const [of, only] = side === 'A' ? (['a', 'onlyA'] as const) : (['b', 'onlyB'] as const);
    const searches = [
      ...compared.map((one) => one[of]),
      ...(side === 'A' ? onlyA : onlyB).map(({ setting }) => setting),
    ];
    const figures = [...others.compared.map((one) => one[of]), ...others[only].map(({ setting }) => setting)];
    return [...searches, ...figures].flatMap(({ engine, ef, workload, lost }) =>
      lost.map(
        ({ state, why, cells }) =>
          `Run ${side} lacks ${counted(cells, 'cell')} of ${engine.title}${ef === undefined ? '' : ` at ef ${ef}`}, ` +
          `${loadText(workload)}: ${state}: ${why}.`,
      ),
    );
  });
