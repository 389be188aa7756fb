/** What every judged drift says. */
export interface JudgedDrift {
  readonly state: 'judged';
  readonly verdict: 'no drift shown' | 'rises' | 'falls';
  /** Median of the slices, and the hours that they cover. */
  readonly median: number;
  readonly hours: number;
  readonly why: string;
}

/** What a test says among those of all figures of one run: `adjusted` is its p corrected by Holm for all `tests` of them. */
export interface CorrectedTest {
  readonly p: number;
  readonly adjusted: number;
  readonly tests: number;
  /** How much a slice resembles the one before it, once what was judged is taken out. */
  readonly autocorrelation: number;
}

/** A test that was made, one of several, and what it says once it is corrected for the others. */
export interface Judgement<D extends JudgedDrift> {
  readonly p: number;
  judge(adjusted: number): D;
}

/** `modified Mann–Kendall p = 0.012, corrected by Holm for 4 figures; autocorrelation 0.31`. */
export const testedText = (name: string, { adjusted, tests, autocorrelation }: CorrectedTest): string =>
  `${name} p = ${adjusted.toPrecision(2)}` +
  (tests > 1 ? `, corrected by Holm for ${tests} figures` : '') +
  `; autocorrelation ${autocorrelation.toFixed(2)}`;
