import type { CompareRates } from '../analysis/adjust-grounds';
import { testText } from '../analysis/adjust-tests';
import type { Detectable } from '../analysis/detectable';
import { detectableBetween } from '../analysis/detectable-between';
import { fewestUnits } from '../analysis/estimate';
import { compareAtEqualRecall, groundsOf } from '../analysis/grounds';
import { panels, type Panel } from '../analysis/panels';
import type { Picks } from '../analysis/picks';
import type { Ratio } from '../analysis/ratio-of-medians';
import type { Series } from '../analysis/series';
import type { MeasuredSummary, Summary } from '../analysis/summary';
import { failedSentences } from './failed-text';
import { intervalText, listed, noInterval, recallText, three, withInterval } from './format';
import { datasetName } from './dataset-text';

type Chosen = Picks['picks'][number];

/**
 * What the figures say, in sentences with their numbers, one paragraph a dataset and k. "Faster" stands there only
 * where the intervals of the rates are apart and the test agrees, corrected for all comparisons of the text.
 */
export function takeaway(summaries: readonly Summary[]): string {
  const cut = panels(summaries);
  const compareRates = compareAtEqualRecall(cut);
  return cut.map((panel) => panelSentences(panel, compareRates).join(' ')).join('\n') || nothingMeasured(summaries);
}

function nothingMeasured(summaries: readonly Summary[]): string {
  const why = summaries.flatMap((s) => (s.state === 'missing' ? [`${s.engine.title} ${s.reason}: ${s.why}`] : []));
  return `Nothing was measured${why.length > 0 ? ` (${[...new Set(why)].join('; ')})` : ''}.`;
}

/** The takeaway of one panel, sentence by sentence; `compareRates` where its comparisons stand among others. */
export function panelSentences(panel: Panel, compareRates: CompareRates = compareAtEqualRecall([panel])): string[] {
  const { dataset, k, measured } = panel;
  const known = measured.filter(({ recall }) => recall !== undefined);
  if (known.length === 0) {
    const unknown = `On ${datasetName(dataset)} no recall is known: the dataset has no true neighbours.`;
    return [unknown, ...failedSentences(measured)];
  }
  const sentences = groundsOf(panel).flatMap(({ clients, lines, chosen }) =>
    lines.length > 1
      ? comparison(chosen, k, clients, compareRates)
      : lines.map((line) => tradeOff(line, chosen, k, clients)),
  );
  const where = `On ${datasetName(dataset)}`;
  return [...sentences, ...ofBuilds(known), ...failedSentences(measured)].map((sentence, i) =>
    i === 0 ? `${where} ${sentence}` : begun(sentence),
  );
}

/** As the beginning of a sentence; an engine's name keeps its own spelling. */
const begun = (sentence: string): string =>
  sentence.replace(/^(at|no) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));

const atEf = ({ ef }: MeasuredSummary): string => (ef === undefined ? '' : ` at ef ${ef}`);
const withClients = (clients: number): string => `with ${clients} client${clients === 1 ? '' : 's'}`;

function tradeOff({ name, settings }: Series, { target, picks }: Picks, k: number, clients: number): string {
  const [first, last] = [settings[0], settings.at(-1) ?? settings[0]];
  const rate = (setting: MeasuredSummary) => `${withInterval(setting.qps)} queries/s`;
  const recall = (setting: MeasuredSummary) => recallText(setting.recall?.value ?? NaN);
  if (settings.length === 1) {
    return `${name} ${withClients(clients)} reaches recall@${k} ${recall(first)} and answers ${rate(first)}${atEf(first)}.`;
  }
  const pick = picks[0]?.setting;
  const reach =
    pick && target !== undefined
      ? ` Recall ${target} is reached${atEf(pick)} (${recall(pick)}), at ${rate(pick)}.`
      : '';
  return (
    `${name} ${withClients(clients)} goes from recall@${k} ${recall(first)} at ${rate(first)}${efIn(first)} ` +
    `to ${recall(last)} at ${rate(last)}${efIn(last)}.${reach}`
  );
}

const efIn = ({ ef }: MeasuredSummary): string => (ef === undefined ? '' : `, ef ${ef}`);

/** Runs of few index builds say little of other builds. */
function ofBuilds(known: readonly MeasuredSummary[]): string[] {
  const few = known.filter(({ builds }) => builds < fewestUnits);
  if (few.length === 0) return [];
  const most = Math.max(...few.map(({ builds }) => builds));
  const names = listed([...new Set(few.map(({ engine }) => engine.title))]);
  return [
    `Rates of ${names} are of ${most === 1 ? 'this one build of the index' : `at most ${most} builds of the index`}; another may differ by more.`,
  ];
}

function comparison({ target, picks }: Picks, k: number, clients: number, compareRates: CompareRates): string[] {
  const [first, ...others] = [...picks].sort((a, b) => b.setting.qps.value - a.setting.qps.value);
  if (!first) return [];
  if (target === undefined) {
    return [
      `no recall@${k} is reached by all ${withClients(clients)}, so their rates are not compared: ${each(picks)}.`,
    ];
  }
  const compared = others.map((other) => ({ other, found: compareRates(first.setting, other.setting) }));
  const slower = compared.filter(({ found }) => found.larger === 'first');
  const beaten = slower.map(({ other, found }) => beatenText(found.ratio, other));
  const tests = slower.map(({ found }) => found.test).sort((a, b) => b.adjusted - a.adjusted);
  const shown = tests[0] ? `: ${listed(beaten)}; ${testText(tests[0], tests.length > 1 ? '≤' : '=')}` : '';
  return [
    `at recall@${k} ≥ ${target} ${withClients(clients)}, ${first.series.name} answers ${rateOf(first)}${shown}.`,
    ...notShown(
      first,
      compared.filter(({ found }) => found.larger !== 'first'),
    ),
  ];
}

function beatenText(ratio: Ratio, { series, setting }: Chosen): string {
  const rate = `${series.name}, ${withInterval(setting.qps)}${atEf(setting)}`;
  return 'why' in ratio
    ? `more than ${rate}, to which there is no ratio`
    : `${three(ratio.value)} times (${intervalText(ratio) ?? noInterval(ratio)}) the rate of ${rate}`;
}

/** One sentence for all that share their reason: with twelve engines each of them would say it again. */
function notShown(first: Chosen, compared: readonly { other: Chosen; found: ReturnType<CompareRates> }[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { other, found } of compared) {
    const reason = `: ${found.why}.${wouldShow(detectableBetween(first.setting, other.setting, found.test.comparisons))}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${other.series.name}, ${rateOf(other)}`]);
  }
  return [...byReason].map(([reason, others]) => {
    const all = others.length === 1 ? others.join('') : `each of ${others.join('; ')}`;
    return `No difference of rate is shown between ${first.series.name} and ${all}${reason}`;
  });
}

/** Follows a difference that is not shown. */
const wouldShow = (found: Detectable): string =>
  found.state === 'known'
    ? ` The smallest ratio that these ${found.runs} runs would show in 80 % of cases is ${three(found.ratio)}.`
    : ` What ratio they would show is not available: ${found.why}.`;

/** `4,410 (4,140–4,460) queries/s at ef 128`. */
const rateOf = ({ setting }: Chosen): string => `${withInterval(setting.qps)} queries/s${atEf(setting)}`;

const each = (picks: readonly Chosen[]): string =>
  listed(
    picks.map(
      (pick) =>
        `${pick.series.name} answers ${rateOf(pick)}, with recall ${recallText(pick.setting.recall?.value ?? NaN)}`,
    ),
  );
