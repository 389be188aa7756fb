import { fail, pass, rule, type Rule } from './rule';
import { exactly, stated } from './stated';

/** The engine's count after the load against the dataset's rows. */
export const rowCount: Rule = rule({
  check: 'row-count',
  asks: 'Does the engine count as many vectors as the dataset has?',
  premises: 'Both numbers are of one load of the whole dataset.',
  falseAlarms: 'None, for counts.',
  row(row) {
    const found = stated(row, ['rows', 'loaded']);
    if (typeof found === 'string') return found;
    const { rows, loaded } = found;
    return rows === loaded
      ? pass({ rows, loaded }, 'every vector is counted')
      : fail(
          { rows, loaded },
          `${exactly(loaded)} vectors are counted of ${exactly(rows)}: rate and recall are of another set`,
        );
  },
});
