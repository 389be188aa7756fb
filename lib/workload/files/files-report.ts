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
}

/** Measures files under each path and says on what machine and storage. Rejects as {@link measureFiles}. */
export async function filesReport(
  ask: FilesAsk,
  { results = resultsFolder(undefined, process.env), ...context }: FilesReportContext = {},
): Promise<FilesReport> {
  const at = new Date().toISOString();
  const cells = await measureFiles(ask, context);
  const paths = ask.paths.map(async (path) => {
    const storage = await storageUnder(path);
    return { path, ...(storage && { storage }) };
  });
  return {
    version: filesVersion,
    at,
    commit: await gitCommit(projectRoot),
    machine: await describeMachine(results),
    files: ask.files,
    paths: await Promise.all(paths),
    cells,
  };
}
