import type { PublishedRow } from '../../results/published/published-row';
import type { Judged, Rule } from './rule';
import { publishedRules } from './rules';

/** A verdict over all rules. `not judged`: no rule could be applied. */
export type AuditVerdict = Judged['verdict'];

export interface AuditedRow {
  readonly row: PublishedRow;
  /** One a rule, in their order. */
  readonly judged: readonly Judged[];
  /** The worst of them; `pass` says that the rules which could be applied found nothing, and `applied` how many those were. */
  readonly verdict: AuditVerdict;
  readonly applied: number;
}

const severity: { readonly [verdict in AuditVerdict]: number } = { 'not judged': 0, pass: 1, warn: 2, fail: 3 };

/** Holds published figures against every rule. Pure: it knows the rows and nothing else. */
export function auditPublished(rows: readonly PublishedRow[], rules: readonly Rule[] = publishedRules): AuditedRow[] {
  const verdicts = rules.map((rule) => rule.judge(rows));
  return rows.map((row, i) => {
    const judged = verdicts.map((of) => of[i] as Judged);
    return {
      row,
      judged,
      verdict: judged.reduce<AuditVerdict>(
        (a, { verdict }) => (severity[verdict] > severity[a] ? verdict : a),
        'not judged',
      ),
      applied: judged.filter(({ verdict }) => verdict !== 'not judged').length,
    };
  });
}

/** How often a rule was applied, and to which end. */
export interface RuleCount {
  readonly rule: Rule;
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly notJudged: number;
}

/** One count a rule. */
export const countByRule = (audit: readonly AuditedRow[], rules: readonly Rule[] = publishedRules): RuleCount[] =>
  rules.map((rule, i) => {
    const count = (verdict: AuditVerdict): number =>
      audit.filter(({ judged }) => judged[i]?.verdict === verdict).length;
    return { rule, pass: count('pass'), warn: count('warn'), fail: count('fail'), notJudged: count('not judged') };
  });

/** Rows of each verdict. */
export function countByVerdict(audit: readonly AuditedRow[]): { readonly [verdict in AuditVerdict]: number } {
  const count = (wanted: AuditVerdict): number => audit.filter(({ verdict }) => verdict === wanted).length;
  return { fail: count('fail'), warn: count('warn'), pass: count('pass'), 'not judged': count('not judged') };
}
