import type { Finding } from '../../results/record';
import type { PublishedRow } from '../../results/published/published-row';

/** A rule that could not be applied to a row, and what it lacked. Never a pass. */
export interface NotJudged {
  readonly check: string;
  readonly verdict: 'not judged';
  readonly why: string;
}

/**
 * What a rule says of a row. `fail`: the figures contradict each other. `warn`: they can be right only under the condition
 * that the advice names. `pass`: this rule found nothing.
 */
export type Judged = Finding | NotJudged;

/** A rule that published figures are held against, with what it rests on. */
export interface Rule {
  readonly check: string;
  /** The question, in a few words. */
  readonly asks: string;
  /** What has to be so for the verdict to hold. */
  readonly premises: string;
  /** Why a row that is right is seldom called wrong. */
  readonly falseAlarms: string;
  /** One verdict a row, in their order. Rows that their publisher calls failed are not judged. */
  judge(rows: readonly PublishedRow[]): Judged[];
}

/** A verdict without the rule's name; a text: why the row cannot be judged. */
export type Verdict = Omit<Finding, 'check'> | string;

type Description = Omit<Rule, 'judge'>;

/** A rule over single rows. */
export const rule = (of: Description & { readonly row: (row: PublishedRow) => Verdict }): Rule =>
  ruleOverRows({ ...of, rows: (rows) => rows.map(of.row) });

/** A rule that compares rows: one verdict for each row that it is given. */
export function ruleOverRows({
  rows: judgeAll,
  ...description
}: Description & { readonly rows: (rows: readonly PublishedRow[]) => readonly Verdict[] }): Rule {
  const { check, asks, premises, falseAlarms } = description;
  return {
    check,
    asks,
    premises,
    falseAlarms,
    judge(rows) {
      const standing = rows.filter(({ state }) => state !== 'failed');
      const verdicts = new Map(judgeAll(standing).map((verdict, i) => [standing[i], verdict]));
      return rows.map((row) => {
        const verdict = verdicts.get(row) ?? 'its publisher says that the run failed';
        return typeof verdict === 'string' ? { check, verdict: 'not judged', why: verdict } : { check, ...verdict };
      });
    },
  };
}

export const pass = (numbers: Finding['numbers'], advice: string): Verdict => ({ verdict: 'pass', numbers, advice });
export const warn = (numbers: Finding['numbers'], advice: string): Verdict => ({ verdict: 'warn', numbers, advice });
export const fail = (numbers: Finding['numbers'], advice: string): Verdict => ({ verdict: 'fail', numbers, advice });
