import type { PublishedRow } from '../../results/published/published-row';
import type { Finding } from '../../results/record';
import type { AuditedRow } from './audit';

/** What one rule has against some rows, for one reason. */
export interface Objection {
  readonly check: string;
  readonly verdict: 'fail' | 'warn';
  readonly advice: string;
  readonly rows: readonly PublishedRow[];
}

/** Every contradiction and every warning of an audit, with the rows that share it: contradictions first, then the rarest. */
export function objections(audit: readonly AuditedRow[]): Objection[] {
  const groups = new Map<string, { finding: Finding; rows: PublishedRow[] }>();
  for (const { row, judged } of audit) {
    for (const finding of judged) {
      if (finding.verdict !== 'fail' && finding.verdict !== 'warn') continue;
      const key = JSON.stringify([finding.check, finding.verdict, finding.advice]);
      groups.set(key, { finding, rows: [...(groups.get(key)?.rows ?? []), row] });
    }
  }
  return [...groups.values()]
    .map(({ finding: { check, verdict, advice }, rows }) => ({
      check,
      verdict: verdict as Objection['verdict'],
      advice,
      rows,
    }))
    .sort((a, b) => Number(b.verdict === 'fail') - Number(a.verdict === 'fail') || a.rows.length - b.rows.length);
}
