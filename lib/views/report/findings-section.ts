import type { OpenOutcome, OpenSummary } from '../../analysis/open-summary';
import type { FoundCheck, MeasuredSummary, Summary } from '../../analysis/summary';
import { counted, listed, three, whole } from '../format';
import { cell, makeTable } from '../tables/make-table';
import { prose, section } from './section';

/** What the validity checks found, beside the numbers they concern. */
export function findingsSection(summaries: readonly (Summary | OpenOutcome)[]): string {
  const measured = summaries.filter((summary): summary is Setting => summary.state === 'measured');
  const found = measured.flatMap((setting) =>
    setting.findings.filter(({ verdict }) => verdict !== 'pass').map((finding) => ({ setting, finding })),
  );
  const made = measured.reduce((sum, { findings }) => sum + findings.length, 0);
  const passed = made - found.length;
  const intro = `${whole(passed)} of ${whole(made)} checks (each over all runs of a setting) passed.`;
  if (found.length === 0) return section('checks', 'Validity checks', prose([intro]));
  const table = makeTable({
    columns: [
      { name: 'check', head: 'check' },
      { name: 'verdict', head: 'verdict' },
      { name: 'setting', head: 'setting' },
      { name: 'runs', head: 'runs', align: 'right' },
      { name: 'numbers', head: 'numbers of the first' },
      { name: 'advice', head: 'what it means' },
    ],
    rows: alike(found).map(({ first: { setting, finding }, efs, runs, of }) => ({
      cells: [
        cell(finding.check),
        cell(finding.verdict, { strong: finding.verdict === 'fail' }),
        cell(settingText(setting, efs)),
        cell(`${runs} of ${of}`),
        cell(numbersText(finding)),
        cell(finding.advice),
      ],
    })),
  });
  return section('checks', 'Validity checks', `${prose([intro])}<div class="wrapped">${table.html()}</div>`);
}

type Setting = MeasuredSummary | OpenSummary;

interface Found {
  readonly setting: Setting;
  readonly finding: FoundCheck;
}

/** The same check and verdict along one line of settings as one entry, with the numbers of the first. */
function alike(found: readonly Found[]): { first: Found; efs: number[]; runs: number; of: number }[] {
  const lines = new Map<string, { first: Found; efs: number[]; runs: number; of: number }>();
  for (const one of found) {
    const { setting, finding } = one;
    const key = [
      finding.check,
      finding.verdict,
      setting.dataset.digest,
      setting.engine.title,
      loadOf(setting),
      setting.k,
    ].join('|');
    const line = lines.get(key) ?? { first: one, efs: [], runs: 0, of: 0 };
    lines.set(key, line);
    if (setting.ef !== undefined) line.efs.push(setting.ef);
    line.runs += finding.runs;
    line.of += finding.of;
  }
  return [...lines.values()];
}

const loadOf = (setting: Setting): string =>
  'clients' in setting ? counted(setting.clients, 'client') : `${three(setting.rate)}/s, open loop`;

const settingText = (setting: Setting, efs: readonly number[]): string =>
  [
    setting.dataset.name,
    setting.engine.title,
    ...(efs.length > 0 ? [`ef ${listed(efs.map(String))}`] : []),
    `k ${setting.k}`,
    loadOf(setting),
  ].join(', ');

const numbersText = ({ numbers }: FoundCheck): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${name} ${three(value)}`)
    .join(', ');
