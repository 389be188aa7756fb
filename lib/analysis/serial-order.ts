import { midranks } from './midranks';
import { mean } from './moments';
import { seededRandom } from './random';

/** Whether values that follow each other in time are alike. */
export interface SerialOrder {
  /** Lag-one autocorrelation of the values. */
  readonly lagOne: number;
  /** That independent values come in an order in which neighbours are so alike: 1 where all values are the same. */
  readonly p: number;
}

const orders = 1999;

/**
 * Values in the order of time, held against 1,999 seeded orders of them by the sum of the squared differences of neighbouring ranks
 * (R. Bartels, "The rank version of von Neumann's ratio test for randomness", JASA 77, 1982), one-sided: neighbours alike. The order
 * observed counts among them (B. Phipson, G. K. Smyth, "Permutation p-values should never be zero", 2010).
 */
export function serialOrder(values: readonly number[]): SerialOrder {
  const centre = mean(values);
  let [products, squares] = [0, 0];
  values.forEach((value, i) => {
    squares += (value - centre) ** 2;
    if (i > 0) products += (value - centre) * ((values[i - 1] as number) - centre);
  });
  if (squares === 0) return { lagOne: 0, p: 1 };
  const ranks = midranks(values);
  const observed = steps(ranks);
  const random = seededRandom(1982);
  let asAlike = 0;
  for (let order = 0; order < orders; order++) {
    for (let i = ranks.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [ranks[i], ranks[j]] = [ranks[j] as number, ranks[i] as number];
    }
    if (steps(ranks) <= observed) asAlike += 1;
  }
  return { lagOne: products / squares, p: (asAlike + 1) / (orders + 1) };
}

function steps(ranks: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < ranks.length; i++) sum += ((ranks[i] as number) - (ranks[i - 1] as number)) ** 2;
  return sum;
}
