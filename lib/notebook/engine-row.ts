import { messageOf } from '../base/lab-error';
import { checksOf } from '../contract/run-contract';
import type { Capabilities, Engine, EngineContext, EngineKind, FoundBy, Probe } from '../engines/engine';
import { type CheckResult, type ContractReport, reportOn, versionOf, withVerdict } from '../results/contract-report';

/** What `vexlab engines` says of one engine. */
export interface EngineRow {
  readonly name: string;
  readonly title: string;
  readonly kind: EngineKind;
  readonly state: Probe['state'];
  readonly how?: FoundBy;
  readonly why: string;
  readonly remedy?: string;
  /** Of what was found, as far as it says so without being started; never what another day's report said. */
  readonly version?: string;
  readonly capabilities: Capabilities;
  readonly testedAgainst: Engine['testedAgainst'];
  /** The contract report on this version in short, else the newest on another; absent: there is none. */
  readonly contract?: {
    readonly version: string;
    readonly against: ContractReport['against'];
    readonly at: string;
    /** Questions of today's suite to this engine. */
    readonly planned: number;
    /** Names of those of them that it was not asked: the report is older, or was stopped. */
    readonly unasked: readonly string[];
    readonly findings: readonly CheckResult[];
    readonly broken: readonly CheckResult[];
    /** Of the reports on other releases: the release, and how much was found. */
    readonly others: readonly { readonly version: string; readonly findings: number }[];
  };
}

/** Looks at an engine without starting it. */
export async function engineRow(
  engine: Engine,
  context: EngineContext,
  reports: readonly ContractReport[],
): Promise<EngineRow> {
  const { name, title, kind, capabilities, testedAgainst } = engine;
  const probe = await probed(engine, context);
  const report = reportOn(reports, name, ['version' in probe ? probe.version : undefined]);
  return {
    name,
    title,
    kind,
    ...probe,
    capabilities,
    testedAgainst,
    ...(report && { contract: inShort(engine, report, reports) }),
  };
}

async function probed(engine: Engine, context: EngineContext): Promise<Probe> {
  try {
    return await engine.probe(context);
  } catch (thrown) {
    return { state: 'unavailable', why: messageOf(thrown), remedy: 'VEXLAB_DEBUG=1 shows more' };
  }
}

const inShort = (
  engine: Engine,
  report: ContractReport,
  reports: readonly ContractReport[],
): EngineRow['contract'] => ({
  version: versionOf(report),
  against: report.against,
  at: report.at,
  planned: checksOf(engine).length,
  unasked: checksOf(engine)
    .map(({ name }) => name)
    .filter((name) => !report.checks.some((check) => check.name === name)),
  findings: withVerdict(report, 'finding'),
  broken: withVerdict(report, 'broken'),
  others: reports
    .filter((other) => other.engine === report.engine && other !== report)
    .map((other) => ({ version: versionOf(other), findings: withVerdict(other, 'finding').length })),
});

/** `version 1.2.3 when last tested on 2026-01-02`: all that is known of the version where nothing that was found says it. */
export function lastTested(row: Pick<EngineRow, 'version' | 'contract'>): string | undefined {
  const tested = testedVersion(row);
  return tested && `version ${tested.version} when last tested on ${tested.on}`;
}

/** The version that the contract suite last met and the day, where nothing that was found says its own. */
export function testedVersion({
  version,
  contract,
}: Pick<EngineRow, 'version' | 'contract'>): { readonly version: string; readonly on: string } | undefined {
  if (version !== undefined || !contract || contract.against === 'stub') return undefined;
  return { version: contract.version, on: contract.at.slice(0, 10) };
}

/** What the lab's own tests run an adapter against, in words for a table. */
export const testedWords: Readonly<Record<Engine['testedAgainst'], string>> = {
  engine: 'real engine',
  'protocol-stub': 'protocol tested',
  'found-only': 'found only, not tested',
};
