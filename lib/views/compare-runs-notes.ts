import type { RunComparison } from '../analysis/compare-runs';
import { regularizedBeta } from '../analysis/regularized-beta';
import { unlikely } from '../analysis/steady';
import { fewestUnits } from '../analysis/estimate';
import { absent, type RunDifference } from '../analysis/run-differences';
import { compareGapsNotes } from './compare-gaps-notes';
import { counted, listed, three } from './format';

/** What must be read with two runs side by side: what else differs, how the tests are corrected, what they could show. */
export const compareRunsNotes = (comparison: RunComparison): string[] => [
  ...differenceNotes(comparison),
  apartNote(comparison),
  ...testNote(comparison),
  ...ratioNotes(comparison),
  ...detectableNotes(comparison),
  ...recallNotes(comparison),
  ...buildNotes(comparison),
  ...driftNotes(comparison),
  ...compareGapsNotes(comparison),
  ...unfinishedNotes(comparison),
];

const said: readonly (readonly [RunDifference['kind'], string])[] = [
  ['machine', 'The machines differ, so a ratio is one of machines too'],
  ['version', 'Versions differ'],
  ['commit', 'Different commits of the lab measured them'],
  ['sweep', 'The sweeps differ'],
];

function differenceNotes({ differences }: RunComparison): string[] {
  const found = said.flatMap(([kind, sentence]) => {
    const parts = differences.filter((one) => one.kind === kind);
    const changes = parts.filter(({ a, b }) => a !== absent && b !== absent);
    const list = [
      ...changes.map(({ what, a, b }) => `${what} ${changed(a, b)}`),
      ...onlyIn('A', parts, ({ a, b }) => (b === absent ? a : absent)),
      ...onlyIn('B', parts, ({ a, b }) => (a === absent ? b : absent)),
    ];
    return list.length > 0 ? [`${sentence}: ${list.join('; ')}.`] : [];
  });
  return found.length > 0 ? found : ['Machine, versions, commit and sweep are the same in both runs.'];
}

function onlyIn(side: string, parts: readonly RunDifference[], of: (part: RunDifference) => string): string[] {
  const there = parts.filter((part) => of(part) !== absent).map((part) => `${part.what} ${of(part)}`);
  return there.length > 0 ? [`only in ${side}: ${there.join(', ')}`] : [];
}

/** Long lists, as a processor's flags are, by what was added and taken away; commits by their first digits. */
function changed(a: string, b: string): string {
  if (a.length + b.length <= 120) return `${shortCommit(a)} → ${shortCommit(b)}`;
  const [before, after] = [wordsOf(a), wordsOf(b)];
  const gone = [...before].filter((word) => !after.has(word));
  const come = [...after].filter((word) => !before.has(word));
  return [...gone.map((word) => `−${word}`), ...come.map((word) => `+${word}`)].join(' ') || 'in another order';
}

const wordsOf = (text: string): Set<string> => new Set(text.split(/[\s,]+/).filter(Boolean));

const shortCommit = (text: string): string => text.replace(/\b([0-9a-f]{10})[0-9a-f]{30}\b/g, '$1');

const hour = 3_600_000;

function apartNote({ a, b }: RunComparison): string {
  if (a.run === b.run) return 'A and B are the same run.';
  const hours = Math.abs(Date.parse(b.createdAt) - Date.parse(a.createdAt)) / hour;
  const time =
    hours < 1 ? `${three(hours * 60)} minutes` : hours < 48 ? `${three(hours)} hours` : `${three(hours / 24)} days`;
  return (
    `The runs began ${time} apart and are not interleaved as engines of one run are: what changed on the machine in between ` +
    'is part of every ratio.'
  );
}

const comparedFigures = ({ figures: ofClosed, others }: RunComparison) =>
  [...ofClosed, ...others.compared].flatMap(({ figures }) =>
    figures.flatMap((one) => (one.state === 'compared' ? [one] : [])),
  );

function testNote(comparison: RunComparison): string[] {
  const { compared, others } = comparison;
  const test = compared[0]?.comparison.test ?? comparedFigures(comparison)[0]?.test;
  if (others.compared.length > 0 && !test) return ['No figure of the settings in common can be compared.'];
  if (!test) return ['The runs have no setting in common.'];
  const how = test.comparisons > 1 ? `corrected by Holm for ${test.comparisons} comparisons` : 'of one comparison';
  return [`p: ${test.name}, two-sided, ${how}. delta: Cliff's, 1 where every repetition of B ${above(comparison)} A.`];
}

/** Of rates the larger one beats the other; of times it does not. */
const above = (comparison: RunComparison): string =>
  comparedFigures(comparison).length === 0 ? 'beats every one of' : 'has a larger value than every one of';

/** Where there is no ratio: B / A of a setting of which A answered nothing. */
function ratioNotes(comparison: RunComparison): string[] {
  const changes = [
    ...comparison.compared.map(({ comparison: { ratio } }) => ratio),
    ...comparedFigures(comparison).map(({ change }) => change),
  ];
  const why = changes.flatMap((change) => ('why' in change ? [change.why] : []));
  const reasons = listed([...new Set(why)]);
  return why.length > 0 ? [`B / A is not available for ${counted(why.length, 'figure')}: ${reasons}.`] : [];
}

function detectableNotes(comparison: RunComparison): string[] {
  const all = [...comparison.compared, ...comparedFigures(comparison)];
  const found = all.flatMap(({ detectable }) => detectable ?? []);
  const [unit, what] = comparedFigures(comparison).length === 0 ? ['setting', 'ratio of rates'] : ['figure', 'ratio'];
  const known = found.flatMap((one) => (one.state === 'known' ? [one] : []));
  const ratios = known.map(({ ratio }) => ratio);
  const why = [...new Set(found.flatMap((one) => (one.state === 'not available' ? [one.why] : [])))];
  const lacking = found.length - known.length;
  const from = listed([...new Set(known.map(({ runs }) => runs))].sort((x, y) => x - y).map(String));
  const [least, most] = [three(Math.min(...ratios)), three(Math.max(...ratios))];
  const range = least === most ? least : `${least} to ${most}, by ${unit}`;
  return [
    ...(known.length > 0
      ? [
          `Where no difference is shown: the smallest ${what} that these ${from} runs would show in 80 % of cases is ` +
            `${range} (simulated from A/A runs, level 0.05).`,
        ]
      : []),
    ...(lacking > 0
      ? [`What ratio would be shown is not available for ${counted(lacking, unit)}: ${why.join('; ')}.`]
      : []),
  ];
}

function recallNotes({ compared }: RunComparison): string[] {
  const unequal = compared.filter(({ recallDiffers }) => recallDiffers);
  if (unequal.length === 0) return [];
  const named = unequal.map(({ a }) => {
    return `${a.engine.title}${a.ef === undefined ? '' : ` at ef ${a.ef}`}`;
  });
  return [
    `Recall differs (its intervals are apart), so these rates are not of equal answers: ${listed([...new Set(named)])}.`,
  ];
}

/** Runs over few builds vary by less than builds do: such a difference, of recall above all, may be the luck of one build. */
function buildNotes({ compared, others }: RunComparison): string[] {
  const pairs = [...compared, ...others.compared];
  const few = pairs.filter(({ a, b }) => Math.min(a.builds, b.builds) < fewestUnits).length;
  return few === 0
    ? []
    : [
        `In ${counted(few, 'setting')} of ${pairs.length} a run has fewer than ${fewestUnits} index builds: a difference shown there, ` +
          'of recall above all, may be one of these builds and not of what else differs.',
      ];
}

/** Where a machine drifts within a run it drifts between two as well, and by more. Of many settings some seem to by chance. */
function driftNotes({ compared }: RunComparison): string[] {
  const looked = compared.flatMap(({ a, b }) =>
    [a, b].flatMap(({ findings }) => findings.filter(({ check }) => check === 'steady')),
  );
  const alike = looked.filter(({ verdict }) => verdict !== 'pass').length;
  // That so many of them warn by chance alone, by the binomial distribution.
  const p = alike === 0 ? 1 : regularizedBeta(unlikely, alike, looked.length - alike + 1);
  return p >= 0.05
    ? []
    : [
        `In ${alike} of ${counted(looked.length, 'closed loop')} of both runs, repetitions that follow each other are alike, which is more ` +
          'than chance gives: the machine may have drifted, and what is shown may be the time of measuring. Measure both again, in turn.',
      ];
}

const unfinishedNotes = ({ a, b }: RunComparison): string[] =>
  (['A', 'B'] as const).flatMap((side) => {
    const { state, damaged } = side === 'A' ? a : b;
    return [
      ...(state === 'finished' ? [] : [`Run ${side} is ${state}: cells of it may be missing.`]),
      ...(damaged > 0 ? [`${damaged} of the lines of run ${side} are damaged and not counted.`] : []),
    ];
  });
