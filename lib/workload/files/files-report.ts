import { projectRoot } from '../../base/paths';
import { describeMachine } from '../../measure/machine';
import { storageUnder } from '../../measure/storage';
import { type FilesReport, filesVersion } from '../../results/files-report';
import { gitCommit } from '../../results/git-commit';
import { type FilesAsk, type FilesContext, measureFiles } from './measure-files';

/** Measures files under each path and says on what machine and storage. Rejects as {@link measureFiles}. */
export async function filesReport(ask: FilesAsk, context: FilesContext = {}): Promise<FilesReport> {
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
    machine: await describeMachine(ask.paths[0] ?? projectRoot),
    files: ask.files,
    paths: await Promise.all(paths),
    cells,
  };
}
