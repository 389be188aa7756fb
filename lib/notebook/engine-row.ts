import { messageOf } from '../base/lab-error';
import type { Capabilities, Engine, EngineContext, EngineKind, FoundBy, Probe } from '../engines/engine';
import { type CheckResult, type ContractReport, versionOf, withVerdict } from '../results/contract-report';

/** What `vexlab engines` says of one engine. */
export interface EngineRow {
  readonly name: string;
  readonly title: string;
  readonly kind: EngineKind;
  readonly state: Probe['state'];
  readonly how?: FoundBy;
  readonly why: string;
  readonly remedy?: string;
  /** Of what was found; where that does not say, of the newest contract report. */
  readonly version?: string;
  readonly capabilities: Capabilities;
  readonly testedAgainst: Engine['testedAgainst'];
  /** The newest contract report in short; absent: there is none. */
  readonly contract?: {
    readonly version: string;
    readonly at: string;
    readonly planned: number;
    readonly made: number;
    readonly findings: readonly CheckResult[];
    readonly broken: readonly CheckResult[];
  };
}

/** Looks at an engine without starting it. */
export async function engineRow(
  engine: Engine,
  context: EngineContext,
  report: ContractReport | undefined,
): Promise<EngineRow> {
  const { name, title, kind, capabilities, testedAgainst } = engine;
  const probe = await probed(engine, context);
  const version = (await foundVersion(engine, probe, context)) ?? (report && versionOf(report));
  return {
    name,
    title,
    kind,
    ...probe,
    ...(version && { version }),
    capabilities,
    testedAgainst,
    ...(report && { contract: inShort(report) }),
  };
}

async function probed(engine: Engine, context: EngineContext): Promise<Probe> {
  try {
    return await engine.probe(context);
  } catch (thrown) {
    return { state: 'unavailable', why: messageOf(thrown), remedy: 'VEXLAB_DEBUG=1 shows more' };
  }
}

/** What the server that was found says of its version, where it was looked at from outside. */
async function foundVersion(engine: Engine, probe: Probe, context: EngineContext): Promise<string | undefined> {
  if (!engine.server || !('how' in probe)) return undefined;
  const { findServer } = await import('../engines/server/find-server.js');
  const found = await findServer(engine.name, engine.server, context);
  return 'version' in found ? found.version : undefined;
}

const inShort = (report: ContractReport): EngineRow['contract'] => ({
  version: versionOf(report),
  at: report.at,
  planned: report.planned,
  made: report.checks.length,
  findings: withVerdict(report, 'finding'),
  broken: withVerdict(report, 'broken'),
});
