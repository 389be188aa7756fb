import { describeMachine } from '../../measure/machine';
import { softwareVersions } from '../../measure/software-versions';
import { projectRoot } from '../../base/paths';
import { gitCommit } from '../../results/git-commit';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import type { RunResult } from '../../workload/run';
import { resultsFolder } from '../../results/results-folder';

/** The machine, the software and the runs that a notebook's numbers come from. */
export async function environmentTable(runs: readonly RunResult[] = []): Promise<Table> {
  const [machine, versions, commit] = await Promise.all([
    describeMachine(resultsFolder(undefined, process.env)),
    softwareVersions(),
    gitCommit(projectRoot),
  ]);
  return table([
    { what: 'machine', is: `${machine.cpu.model}, ${machine.cpu.cores} cores` },
    {
      what: 'software',
      is: Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    },
    { what: 'commit', is: commit },
    ...runs.map(({ run, records, resumed }) => ({
      what: 'run',
      is: `${run}: ${records.length} records${resumed > 0 ? `, ${resumed} of them measured before an interruption` : ''}`,
    })),
  ]);
}
