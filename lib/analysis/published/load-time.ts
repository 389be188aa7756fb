import { pass, rule, warn, type Rule } from './rule';
import { exactly, said, stated } from './stated';

/** 100 Gbit/s, as bytes a second: beyond what one client's network brings. */
const fastest = 12.5e9;

/** Loads in no time, or faster than the vectors could have come. */
export const loadTime: Rule = rule({
  check: 'load-time',
  asks: 'Could the vectors have been loaded in the time stated?',
  premises: 'Every vector goes from the client to the engine once, as 4 bytes a component, over at most 100 Gbit/s.',
  falseAlarms:
    'No machine of these years takes vectors near that speed. A printed 0 means as a rule that the index was there already, and the ' +
    'advice says so.',
  row(row) {
    if (row.loadS === 0 && (row.rate ?? 0) > 0) {
      return warn(
        { loadS: 0 },
        'loaded in 0 s: cannot be right unless the index was there already, and 0 stands for “not measured”',
      );
    }
    const found = stated(row, ['rows', 'dim', 'loadS']);
    if (typeof found === 'string') return found;
    const { rows, dim, loadS } = found;
    const bytesPerSecond = (rows * dim * 4) / loadS;
    const numbers = { rowsPerSecond: rows / loadS, bytesPerSecond };
    const sum = `${exactly(rows)} × ${dim} in ${exactly(loadS)} s are ${said(rows / loadS)} vectors/s, ${said(bytesPerSecond / 1e6)} MB/s`;
    return bytesPerSecond <= fastest
      ? pass(numbers, sum)
      : warn(numbers, `${sum}: cannot be right unless they came faster than 100 Gbit/s`);
  },
});
