import { projectRoot } from '../../base/paths';
import { describeMachine } from '../../measure/machine';
import { softwareVersions } from '../../measure/software-versions';
import { canonicalJson } from '../../base/canonical-json';
import { type Cell, cellId } from '../../results/cell';
import { gitCommit } from '../../results/git-commit';
import { type RunStore, createRun, listRuns, makeOutput, reopenRun } from '../../results/run-store';
import { planId } from '../sweep/plan';
import type { RunFacts } from './record-head';
import type { Sweep } from '../sweep/sweep';

/**
 * The store of a run: the newest unfinished one of the same sweep, on the same machine with the same software and the
 * same commit of the lab, else a new one. A run that mixed these could not be compared with itself. A dataset that was
 * missing or has changed since gives other cells; those of the other datasets are still the run's. Within one session a
 * finished run is taken up too, so that a session that was killed half-way measures nothing twice.
 */
export async function storeFor(
  sweep: Sweep,
  cells: readonly Cell[],
  { output, force = false, session }: { output: string; force?: boolean; session?: string | undefined },
): Promise<{ store: RunStore; facts: RunFacts }> {
  makeOutput(output);
  const [machine, versions, commit] = await Promise.all([
    describeMachine(output),
    softwareVersions(),
    gitCommit(projectRoot, output),
  ]);
  const plan = { planId: planId(cells), cells: cells.length, cellIds: cells.map(cellId) };
  const same = force
    ? undefined
    : (await listRuns(output)).runs.findLast(
        ({ manifest }) =>
          (manifest.state !== 'finished' || (session !== undefined && manifest.session === session)) &&
          canonicalJson(manifest.sweep) === canonicalJson(sweep) &&
          manifest.commit === commit &&
          manifest.machine.id === machine.id &&
          canonicalJson(manifest.versions) === canonicalJson(versions),
      );
  const head = {
    sweep,
    ...plan,
    machine,
    versions,
    commit,
    ...(session === undefined ? {} : { session }),
    createdAt: new Date().toISOString(),
  };
  const store = same ? await reopenRun(same.dir, plan) : await createRun(output, head);
  return { store, facts: { run: store.manifest.run, machine: machine.id, commit } };
}
