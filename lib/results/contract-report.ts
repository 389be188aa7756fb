import type { Against } from '../contract/against';
import type { CheckResult } from '../contract/run-check';
import type { Connection, Engine } from '../engines/engine';

export type { CheckResult } from '../contract/run-check';

/** Version of a contract report; a reader refuses a newer one. */
export const contractVersion = 2;

/** What the contract suite found out about one engine: `contracts/<engine>.json` of a results folder. */
export interface ContractReport {
  version: typeof contractVersion;
  engine: string;
  title: string;
  how: Connection['how'];
  clientVersion: string;
  serverVersion?: string;
  /** What answered: the engine itself, or a stub of its protocol; `unknown` in a report of version 1 that does not say. */
  against: Against | 'unknown';
  /** What the lab's own tests run the adapter against. */
  testedAgainst: Engine['testedAgainst'];
  /** When it was begun: ISO 8601, UTC. */
  at: string;
  /** Address of the machine, as records name it. */
  machine: string;
  /** Git commit of the lab, where the tree had changes with `+` and 8 digits of what these were behind it; `unknown` outside git. */
  commit: string;
  /** How many checks were to be made; more than `checks` where it was stopped. */
  planned: number;
  checks: readonly CheckResult[];
}

/** The version that a report is about: the server's where there is one. */
export const versionOf = ({
  serverVersion,
  clientVersion,
}: Pick<ContractReport, 'serverVersion' | 'clientVersion'>): string => serverVersion ?? clientVersion;

/** The report on one of these releases of an engine; where there is none, the first one on the engine. */
export function reportOn(
  reports: readonly ContractReport[],
  engine: string,
  releases: readonly (string | undefined)[] = [],
): ContractReport | undefined {
  const about = reports.filter((report) => report.engine === engine);
  return about.find((report) => releases.includes(versionOf(report))) ?? about[0];
}

/** What a reader must be told of a report that is not, or not surely, about the engine itself; '' where it is. */
export const againstText = ({ against }: Pick<ContractReport, 'against'>): string =>
  ({
    engine: '',
    stub: 'a stub of its protocol answered, not the engine',
    unknown: 'whether the engine or a stub answered is not recorded',
  })[against];

export const isWhole = ({ checks, planned }: ContractReport): boolean => checks.length === planned;

/** The results with these verdicts, in the order of the verdicts. */
export const withVerdict = (
  { checks }: Pick<ContractReport, 'checks'>,
  ...verdicts: readonly CheckResult['verdict'][]
): CheckResult[] => verdicts.flatMap((wanted) => checks.filter(({ verdict }) => verdict === wanted));
