import type { Finding } from '../results/record';
import type { FoundCheck } from './summary';

const severity = { pass: 0, warn: 1, fail: 2 } as const;

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
    .sort((a, b) => severity[b.verdict] - severity[a.verdict] || a.check.localeCompare(b.check));
}
