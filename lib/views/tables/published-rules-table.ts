import { countByRule, type AuditedRow } from '../../analysis/published/audit';
import { publishedRules } from '../../analysis/published/rules';
import { whole } from '../format';
import { makeTable } from './make-table';
import type { Table, TableCell } from './table';

/** Every rule: what it asks, what it rests on, and why a row that is right is seldom called wrong. */
export function publishedRulesTable(): Table {
  return makeTable({
    columns: [
      { name: 'rule', head: 'rule' },
      { name: 'asks', head: 'asks' },
      { name: 'premises', head: 'rests on', unit: 'and false alarms', only: 'page' },
      { name: 'false_alarms', head: 'false alarms', only: 'frame' },
    ],
    rows: publishedRules.map(({ check, asks, premises, falseAlarms }) => ({
      cells: [
        { value: check, text: check },
        { value: asks, text: asks },
        { value: premises, text: premises, small: `False alarms: ${falseAlarms}` },
        { value: falseAlarms, text: falseAlarms },
      ],
    })),
  });
}

/** How often each rule was applied, and what it found. */
export function ruleCountTable(audit: readonly AuditedRow[]): Table {
  const number = (value: number): TableCell => ({ value, text: whole(value), grey: value === 0 });
  return makeTable({
    columns: [
      { name: 'rule', head: 'rule' },
      { name: 'asks', head: 'asks' },
      ...(['fail', 'warn', 'pass'] as const).map((name) => ({ name, head: name, align: 'right' as const })),
      { name: 'not_judged', head: 'not judged', align: 'right' },
    ],
    rows: countByRule(audit).map(({ rule, fail, warn, pass, notJudged }) => ({
      cells: [
        { value: rule.check, text: rule.check },
        { value: rule.asks, text: rule.asks },
        ...[fail, warn, pass, notJudged].map(number),
      ],
      grey: fail + warn + pass === 0,
    })),
    legend: `Of ${whole(audit.length)} rows. Not judged: a figure that the rule needs is not stated, or the publisher says that the run failed.`,
  });
}
