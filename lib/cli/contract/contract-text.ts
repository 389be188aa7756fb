import type { CheckResult, ContractReport } from '../../results/contract-report';
import { againstText, isWhole, withVerdict } from '../../results/contract-report';

const width = 100;
const order = ['broken', 'finding', 'fact', 'pass'] as const;

/** How many checks came to what, e.g. `2 findings, 6 facts, 26 passed`. */
export function verdictCounts(report: Pick<ContractReport, 'checks'>): string {
  const of = (verdict: CheckResult['verdict']): number => withVerdict(report, verdict).length;
  const parts: [number, string][] = [
    [of('broken'), 'broken'],
    [of('finding'), of('finding') === 1 ? 'finding' : 'findings'],
    [of('fact'), of('fact') === 1 ? 'fact' : 'facts'],
    [of('pass'), 'passed'],
    [of('not-applicable'), 'not applicable'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}`);
  return shown.join(', ') || 'no check was made';
}

/** What the suite found out about an engine, a check a line and what is wrong first; at most 100 columns wide. `isPart`: no more was asked. */
export async function contractText(report: ContractReport, isPart = false): Promise<string> {
  const { foldText } = await import('../../views/fold-text.js');
  const { title, serverVersion, clientVersion, how, checks, planned } = report;
  const versions = [...(serverVersion ? [`server ${serverVersion}`] : []), `client ${clientVersion}`, how].join(', ');
  const cut = isWhole(report) ? '' : `; ${isPart ? '' : 'stopped after '}${checks.length} of ${planned} checks`;
  const against = againstText(report);
  const stub =
    report.testedAgainst === 'protocol-stub' ? ['The lab itself tests it against a stub of its protocol only.'] : [];
  const names = Math.max(5, ...checks.map(({ name }) => name.length));
  const verdicts = 'verdict'.length;
  const left = verdicts + names + 4;
  const line = (verdict: string, name: string, what: string): string => {
    const [first = '', ...more] = foldText(what, width - left).split('\n');
    const head = `${verdict.padEnd(verdicts)}  ${name.padEnd(names)}  ${first}`;
    return [head, ...more.map((text) => ' '.repeat(left) + text)].join('\n');
  };
  return [
    `${title} (${versions}): ${verdictCounts(report)}${cut}`,
    ...(against ? [`Beware: ${against}.`] : []),
    ...stub,
    '',
    line('verdict', 'check', 'what was seen'),
    ...withVerdict(report, ...order).map(({ verdict, name, what, advice }) =>
      line(verdict, name, verdict === 'finding' && advice ? `${what} → ${advice}` : what),
    ),
    ...absent(report).map(([what, names]) => foldText(`not applicable: ${names.join(', ')}: ${what}`, width, '  ')),
  ].join('\n');
}

/** The checks that do not apply, those with the same reason together: an engine without filters has seven. */
function absent(report: ContractReport): [string, string[]][] {
  const reasons = new Map<string, string[]>();
  for (const { name, what } of withVerdict(report, 'not-applicable')) {
    reasons.set(what, [...(reasons.get(what) ?? []), name]);
  }
  return [...reasons];
}
