import type { Agreement } from '../../truth/compare-neighbours';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';

/** How far our exact neighbours agree with others', one row each. */
export const agreementTable = (agreements: { readonly [against: string]: Agreement }): Table =>
  table(
    Object.entries(agreements).map(([against, agreement]) => ({
      'compared with': against,
      queries: agreement.queries,
      k: agreement.k,
      'same vector': agreement.sameRow,
      'equally far': agreement.ties,
      different: agreement.different,
      'largest relative difference': agreement.maxRelative,
      verdict: agreement.verdict.replaceAll('-', ' '),
    })),
    [
      'compared with',
      'queries',
      'k',
      'same vector',
      'equally far',
      'different',
      'largest relative difference',
      'verdict',
    ],
  );
