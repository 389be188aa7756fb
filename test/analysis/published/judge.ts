import type { Judged, Rule } from 'vexlab/dist/analysis/published/rule';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';

/** A row with these figures; a number makes its id another. */
export const published = (figures: Partial<PublishedRow> = {}, nth = 1): PublishedRow => ({
  id: `test:${nth}`,
  source: 'a page',
  engine: 'Engine',
  dataset: 'Set',
  ...figures,
});

/** What the rule says of one row among others; the first if not said. */
export const judge = (rule: Rule, rows: readonly PublishedRow[], at = 0): Judged => {
  const judged = rule.judge(rows);
  if (judged.length !== rows.length) throw new Error(`${judged.length} verdicts for ${rows.length} rows`);
  return judged[at] as Judged;
};
