import { compareWithin, type CompareRates } from './adjust-grounds';
import type { Panel } from './panels';
import { picksAt, type Picks } from './picks';
import { seriesOf, type Series } from './series';

/** Settings of a panel whose rates may be compared: with one number of clients, on one machine, of known recall. */
export interface Ground {
  readonly clients: number;
  readonly lines: readonly Series[];
  /** One setting of each line, at equal recall. */
  readonly chosen: Picks;
}

/** The grounds of a panel, in the order of its settings. */
export function groundsOf({ measured }: Panel): Ground[] {
  const known = measured.filter(({ recall }) => recall !== undefined);
  const grounds = new Map(known.map((summary) => [`${summary.clients} ${summary.machine}`, summary]));
  return [...grounds.values()].map(({ clients, machine }) => {
    const lines = seriesOf(known.filter((summary) => summary.clients === clients && summary.machine === machine));
    return { clients, lines, chosen: picksAt(lines) };
  });
}

/** The comparisons at equal recall that a text over these panels makes, corrected for their number. */
export const compareAtEqualRecall = (panels: readonly Panel[]): CompareRates =>
  compareWithin(
    panels
      .flatMap(groundsOf)
      .filter(({ chosen }) => chosen.target !== undefined)
      .map(({ chosen }) => chosen.picks.map(({ setting }) => setting)),
  );
