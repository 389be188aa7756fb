import { projectRoot } from '../../base/paths';
import { describeMachine } from '../../measure/machine';
import { storageUnder } from '../../measure/storage';
import { type FilesReport, filesVersion } from '../../results/files-report';
import { gitCommit } from '../../results/git-commit';
import { resultsFolder } from '../../results/results-folder';
import { type FilesAsk, type FilesContext, measureFiles } from './measure-files';

export interface FilesReportContext extends FilesContext {
  /** Results folder of the runs that it shall stand beside: a machine is named with the storage under it. The lab's if not given. */
  readonly results?: string;
  /** Given the report after each round, with what was measured so far; the next round waits for it. */
  readonly keep?: (report: FilesReport) => Promise<unknown>;
}

/** Measures files under each path and says on what machine and storage. Fails and rejects as {@link measureFiles}. */
export async function filesReport(
  ask: FilesAsk,
  { results = resultsFolder(undefined, process.env), keep, ...context }: FilesReportContext = {},
): Promise<FilesReport> {
  const head = {
    version: filesVersion,
    at: new Date().toISOString(),
    commit: await gitCommit(projectRoot),
    machine: await describeMachine(results),
    files: ask.files,
  } as const;
  const storages = new Map(await Promise.all(ask.paths.map(async (path) => [path, await storageUnder(path)] as const)));
  const reportOf = ({ cells, paths }: Pick<FilesReport, 'cells' | 'paths'>): FilesReport => ({
    ...head,
    paths: paths.map(({ path, ...rest }) => {
      const storage = storages.get(path);
      return { path, ...(storage && { storage }), ...rest };
    }),
    cells,
  });
  const measured = async (sofar: Pick<FilesReport, 'cells' | 'paths'>): Promise<void> =>
    void (await keep?.(reportOf(sofar)));
  return reportOf(await measureFiles(ask, { ...context, measured }));
}
