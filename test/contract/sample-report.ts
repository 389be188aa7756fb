import type { CheckResult, ContractReport } from 'vexlab/dist/results/contract-report';

export const result = (verdict: CheckResult['verdict'], name: string, what = 'It did.'): CheckResult => ({
  name,
  question: `Does it ${name}?`,
  verdict,
  what,
  ms: 5,
});

/** A whole report of an engine that never was. */
export function sampleReport(more: Partial<ContractReport> = {}): ContractReport {
  const checks = more.checks ?? [
    result('pass', 'swim'),
    { ...result('finding', 'sink', 'It sinks 3 of 4 times.'), numbers: { sunk: 3 }, advice: 'Stay ashore.' },
    result('fact', 'float', 'It floats on salt water.'),
  ];
  return {
    version: 2,
    engine: 'boat',
    title: 'Boat',
    how: 'started',
    clientVersion: '1.2.3',
    serverVersion: '4.5.6',
    against: 'engine',
    testedAgainst: 'engine',
    at: '2026-01-02T03:04:05.000Z',
    machine: '3fa98c0d12e4b567',
    commit: '0123abc',
    planned: checks.length,
    ...more,
    checks,
  };
}
