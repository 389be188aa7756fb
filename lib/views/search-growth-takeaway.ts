import { familyText } from '../analysis/dataset-family';
import { type GrowingFigure, growthPanels, growthPicks, type SearchGrowth } from '../analysis/search-growth';
import type { Estimate } from '../analysis/estimate';
import { counted, listed, recallText, three, whole, withInterval } from './format';

/** How searches slow down with scale, in sentences with their numbers, one paragraph for each kind of sizes. */
export function searchGrowthTakeaway(growth: readonly SearchGrowth[]): string {
  const said = growthPanels(growth).map((panel) => {
    const [{ along, at, clients, settings }] = panel;
    const sizes = listed(settings.map(({ dataset }) => whole(dataset[along])));
    const name = familyText(settings[0].dataset);
    const where = along === 'n' ? `${sizes} vectors of ${at} dimensions` : `${sizes} dimensions, ${whole(at)} vectors`;
    return `On ${name}, ${where}, ${counted(clients, 'client')}: ${growthSentences(growthPicks(panel)).join(' ')}`;
  });
  return said.join('\n') || 'No engine was measured at several sizes.';
}

export const growthSentences = (picks: readonly SearchGrowth[]): string[] =>
  picks.map((pick) => {
    const name = pick.ef === undefined ? pick.name : `${pick.name}, ef ${pick.ef}`;
    const recalls = [pick.settings[0], pick.settings.at(-1)].flatMap((one) => one?.recall?.value ?? []).map(recallText);
    const recall = new Set(recalls).size > 1 ? ` Recall goes from ${recalls.join(' to ')}.` : '';
    return `${name}: ${figureText(pick, 'rate')}; ${figureText(pick, 'p50')}.${recall}`;
  });

function figureText({ figures }: SearchGrowth, figure: GrowingFigure): string {
  const { law, degradation } = figures[figure];
  const last = degradation.state === 'known' ? degradation.steps.at(-1) : undefined;
  const times = last
    ? `${figure} × ${withInterval(last.ratio)} at ${three(last.scale)} times the smallest`
    : `${figure}: ${law.state === 'fitted' ? 'no ratio' : law.why}`;
  return law.state === 'fitted' ? `${times}, exponent ${exponentText(law.exponent)}` : times;
}

/** An exponent may be negative, where a dash between the ends would be read for a sign. */
const exponentText = (exponent: Estimate): string =>
  exponent.method === 'none'
    ? withInterval(exponent)
    : `${three(exponent.value)} (${three(exponent.low)} to ${three(exponent.high)})`;
