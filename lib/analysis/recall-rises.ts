import type { Finding } from '../results/record';
import type { BuildHits } from './query-hits';

/** One setting of a curve: the same but for ef. */
export interface CurveSetting {
  readonly ef: number;
  readonly builds: readonly BuildHits[];
}

/** A fall up to this may be the search's own chance; beyond the second the curve cannot be trusted. */
const noticed = 0.001;
const tooMuch = 0.005;
/** From here on there may be too little left to find for ef to show. */
const nearlyAll = 0.999;

/**
 * Whether the knob did anything: on one index and the same queries recall must not fall as ef grows, and must differ
 * between the lowest and the highest ef, unless (nearly) all was found already. One finding for each build that was
 * searched with two or more values of ef; none otherwise. An engine that ignores ef and repeats what it was asked for
 * passes every other check.
 */
export function recallRises(curve: readonly CurveSetting[], k: number): Finding[] {
  const names = new Set(curve.flatMap(({ builds }) => builds.map(({ build }) => build)));
  return [...names].flatMap((name) => {
    const points = [...curve]
      .sort((a, b) => a.ef - b.ef)
      .flatMap(({ ef, builds }) => builds.filter(({ build }) => build === name).map((hits) => ({ ef, hits })));
    return ofBuild(points, k);
  });
}

interface Point {
  readonly ef: number;
  readonly hits: BuildHits;
}

function ofBuild(points: readonly Point[], k: number): Finding[] {
  const steps = points.slice(1).flatMap((to, i) => stepBetween(points[i] as Point, to, k) ?? []);
  const [lowest, highest] = [points[0], points.at(-1)];
  const whole = lowest && highest && lowest !== highest ? stepBetween(lowest, highest, k) : undefined;
  if (!whole || steps.length === 0) return [];
  const worst = steps.reduce((a, b) => (b.fall > a.fall ? b : a));
  const numbers = {
    lowestEf: whole.from,
    highestEf: whole.to,
    recallAtLowest: whole.before,
    recallAtHighest: whole.after,
    largestFall: Math.max(0, worst.fall),
  };
  return [{ check: 'recall-rises', numbers, ...verdictOf(whole, worst, k) }];
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
  readonly fall: number;
}

function verdictOf(whole: Step, worst: Step, k: number): Pick<Finding, 'verdict' | 'advice'> {
  if (worst.fall > noticed) {
    return {
      verdict: worst.fall > tooMuch ? 'fail' : 'warn',
      advice:
        `recall falls by ${worst.fall.toFixed(4)} from ef ${worst.from} to ef ${worst.to} on the same queries and index: ` +
        'look for failed requests, and at whether the engine takes up ef as it reports',
    };
  }
  if (whole.after === whole.before && whole.before < nearlyAll) {
    return {
      verdict: whole.to <= k ? 'warn' : 'fail',
      advice:
        `recall is ${whole.before.toFixed(4)} at ef ${whole.from} and at ef ${whole.to}: ` +
        (whole.to <= k
          ? `an ef of at most k = ${k} changes nothing in many engines; measure a larger one`
          : 'the engine seems to ignore ef, whatever it reports; where its index keeps less than full precision it may have found all that this can tell: measure a lower ef too'),
    };
  }
  return { verdict: 'pass', advice: 'recall does not fall as ef grows' };
}

/** Recall of both over the queries that both were asked; undefined where there are none. */
function stepBetween(from: Point, to: Point, k: number): Step | undefined {
  let [before, after, common] = [0, 0, 0];
  for (let q = 0; q < from.hits.asked.length; q++) {
    const [a, b] = [from.hits.asked[q] ?? 0, to.hits.asked[q] ?? 0];
    if (a === 0 || b === 0) continue;
    before += (from.hits.hits[q] ?? 0) / a;
    after += (to.hits.hits[q] ?? 0) / b;
    common += 1;
  }
  if (common === 0) return undefined;
  const scale = 1 / (common * k);
  return { from: from.ef, to: to.ef, before: before * scale, after: after * scale, fall: (before - after) * scale };
}
