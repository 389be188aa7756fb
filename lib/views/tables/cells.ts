import type { FoundCheck, SearchesSummary } from '../../analysis/summary';
import type { TableCell } from './table';

/** The checks that did not pass. */
export function warningsCell(findings: readonly FoundCheck[]): TableCell {
  const bad = findings.filter(({ verdict }) => verdict !== 'pass');
  if (bad.length === 0) return { value: '', text: findings.length > 0 ? '' : 'not checked' };
  const text = bad.map(({ check, verdict }) => (verdict === 'fail' ? `✗ ${check}` : `⚠ ${check}`)).join(', ');
  const hover = bad.map(({ check, runs, of, advice }) => `${check} (${runs} of ${of} runs): ${advice}`).join('\n');
  return { value: bad.map(({ check }) => check).join(', '), text, hover };
}

/** That it was measured, with a mark where a check found something: text has no room for which. */
export function measuredCell(findings: readonly FoundCheck[]): TableCell {
  const worst = ['fail', 'warn'].find((bad) => findings.some(({ verdict }) => verdict === bad));
  return { value: 'measured', text: worst === undefined ? 'measured' : `measured ${worst === 'fail' ? '✗' : '⚠'}` };
}

/** What an engine is and how it was found. */
export const versionsOf = ({ engine }: Pick<SearchesSummary, 'engine'>): string =>
  [
    engine.kind,
    ...(engine.how ? [engine.how] : []),
    ...(engine.serverVersion ? [`server ${engine.serverVersion}`] : []),
    ...(engine.clientVersion ? [`client ${engine.clientVersion}`] : []),
  ].join(', ');
