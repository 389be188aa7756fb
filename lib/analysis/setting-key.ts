import { canonicalJson } from '../base/canonical-json';
import type { CellParams, Workload } from '../results/cell';
import type { RecordCommon, RecordEngine } from '../results/record';

/** What makes two runs, or two summaries, of one setting. Machine and versions belong to it: they are never averaged over. */
export interface SettingMembers {
  readonly dataset: Pick<RecordCommon['dataset'], 'name' | 'digest' | 'n'>;
  readonly engine: Pick<RecordEngine, 'name' | 'clientVersion' | 'serverVersion' | 'how'>;
  readonly build: CellParams;
  readonly search: CellParams;
  readonly workload: Workload;
  readonly machine: string;
}

/** The same for the same setting; members in `instead` replace its own, e.g. what varies along a line of a figure. */
export const settingKey = (
  { dataset, engine, build, search, workload, machine }: SettingMembers,
  instead: { readonly [Member in keyof SettingMembers]?: unknown } = {},
): string =>
  canonicalJson({
    dataset: [dataset.name, dataset.digest, dataset.n],
    engine: [engine.name, engine.clientVersion, engine.serverVersion, engine.how],
    build,
    search,
    workload,
    machine,
    ...instead,
  });
