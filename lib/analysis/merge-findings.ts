import type { Finding } from '../results/record';
import type { FoundCheck } from './summary';

const severity = { pass: 0, warn: 1, fail: 2 } as const;

const worstFirst = (a: FoundCheck, b: FoundCheck): number =>
  severity[b.verdict] - severity[a.verdict] || a.check.localeCompare(b.check);

/** Of each check of two summaries the worse entry, the first where they are alike; the worst checks first. */
export function worseFindings(first: readonly FoundCheck[], second: readonly FoundCheck[]): FoundCheck[] {
  const byCheck = new Map(first.map((found) => [found.check, found]));
  for (const found of second) {
    const other = byCheck.get(found.check);
    if (!other || severity[found.verdict] > severity[other.verdict]) byCheck.set(found.check, found);
  }
  return [...byCheck.values()].sort(worstFirst);
}

/** One entry a check, with its worst verdict over the runs; the worst checks first. */
export function mergeFindings(runs: readonly (readonly Finding[])[]): FoundCheck[] {
  const byCheck = new Map<string, Finding[]>();
  for (const finding of runs.flat()) byCheck.set(finding.check, [...(byCheck.get(finding.check) ?? []), finding]);
  return [...byCheck]
    .map(([check, found]): FoundCheck => {
      const worst = found.reduce((a, b) => (severity[b.verdict] > severity[a.verdict] ? b : a));
      const runsWithIt = found.filter(({ verdict }) => verdict === worst.verdict).length;
      const { verdict, numbers, advice } = worst;
      return { check, verdict, runs: runsWithIt, of: found.length, numbers, advice };
    })
    .sort(worstFirst);
}
