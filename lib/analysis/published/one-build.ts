import type { PublishedRow } from '../../results/published/published-row';
import { groupBy } from './group-by';
import { fail, pass, ruleOverRows, type Rule, type Verdict } from './rule';
import { exactly, significantDigits, stated } from './stated';

const enoughDigits = 6;
/** Parameters with which an index is built, in HNSW and IVF, by the names that they go by. */
const buildNames = /^(M|maxConnections|max_connections|ef_?construct(ion)?|n?lists?)$/i;

/** Rows that share a load time to the last digit share an index, and so its build parameters. */
export const oneBuild: Rule = ruleOverRows({
  check: 'one-build',
  asks: 'Do rows with one load time name one index?',
  premises:
    'Rows of one file and engine with the same load time, to six and more significant digits, are searches of one load. Then vectors, M and ' +
    'efConstruction (lists, for IVF) are the same in all that name them.',
  falseAlarms:
    'Two loads agree in six digits once in 100,000 pairs, in eight once in 10 million; only parameters that fix an index are compared. Which of ' +
    'the rows is wrong it does not say, only that not all are right.',
  rows(rows) {
    const sharing = groupBy(rows, ({ source, engine, loadS }) => JSON.stringify([source, engine, loadS]));
    return rows.map((row): Verdict => {
      const found = stated(row, ['loadS']);
      if (typeof found === 'string') return found;
      if (significantDigits(found.loadS) < enoughDigits) return `the load time has fewer than ${enoughDigits} digits`;
      const all = sharing.get(row) as readonly PublishedRow[];
      if (all.length === 1) return 'no other row has its load time';
      const stating = facts(all);
      if (stating.length === 0) return 'not stated: what the index was built with';
      const different = stating.filter(({ values }) => values.length > 1);
      const numbers = { loadS: found.loadS, rows: all.length, differences: different.length };
      const shared = `${all.length} rows share the load time of ${exactly(found.loadS)} s`;
      if (different.length === 0) return pass(numbers, `${shared} and name one index`);
      const both = different.map(({ name, values }) => `${name} ${values.join(' and ')}`).join(', ');
      return fail(numbers, `${shared} and name two indexes: ${both}. Not all of them can be right`);
    });
  },
});

/** What fixes an index, and the different values of it that rows state. */
function facts(rows: readonly PublishedRow[]): { readonly name: string; readonly values: readonly string[] }[] {
  const names = new Set(rows.flatMap(({ params = {} }) => Object.keys(params)).filter((name) => buildNames.test(name)));
  const distinct = (values: readonly unknown[]): string[] => [
    ...new Set(values.filter((value) => value !== undefined).map(String)),
  ];
  const counted = { name: 'vectors', values: distinct(rows.map((row) => row.rows)) };
  const built = [...names].map((name) => ({ name, values: distinct(rows.map(({ params }) => params?.[name])) }));
  return built.length === 0 && counted.values.length < 2 ? [] : [counted, ...built];
}
