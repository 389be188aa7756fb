import type { Command } from 'commander';
import type { Engine } from '../../engines/engine';
import type { ContractReport } from '../../results/contract-report';
import { resultsFolder } from '../../results/results-folder';
import { act } from '../act';
import type { Context } from '../context';
import { type Asked, askEngine, type Place } from '../contract/ask-engine';
import { exitCodeOfAsked } from '../contract/exit-code-of-asked';
import { helpTail } from '../examples';
import { again, type Given, nameList } from '../options/lists';
import type { ExitCode } from '../exit-code';
import { maySpend } from '../may-spend';
import { spending } from '../../workload/run/spending';
import { shownPath } from '../shown-path';

interface ContractOptions {
  only?: Given;
  results?: string;
  yes?: boolean;
}

export function contractCommand(program: Command): void {
  const command = program
    .command('contract')
    .description('ask engines what they truly do: recall, filters, bad input, restarts; what is wrong is a finding')
    .argument('[engines...]', 'names of engines; none: all that can run here')
    .option('--only <checks>', 'names of checks, after commas: no others are made, and no report is kept', again)
    .option('--results <folder>', 'where the reports are kept, in contracts/ (default: results/ of the checkout)')
    .option('--yes', 'allow cloud engines to make what costs money (else it is asked, and without a terminal refused)')
    .addHelpText(
      'after',
      helpTail(
        'contract hnswlib',
        'contract lancedb --only durability-stop,durability-kill',
        'contract --json > contract.json',
      ),
    )
    .action((names: string[], options: ContractOptions) =>
      act(command, (context) => contract(names, options, context)),
    );
}

type Stored = Asked & { path?: string };

async function contract(names: readonly string[], options: ContractOptions, context: Context): Promise<ExitCode> {
  const { engineByName } = await import('../../engines/engine-by-name.js');
  const { engines } = await import('../../engines/index.js');
  const { writeContract } = await import('../../results/contract-store.js');
  const { hasCheck, withChecks } = await import('../contract/with-checks.js');
  const only = options.only && nameList('--only', options.only);
  const named = names.length > 0 ? [...new Set(names)].map(engineByName) : undefined;
  const asked: readonly Engine[] = only ? withChecks(only, engines, named) : (named ?? engines);
  const results = resultsFolder(options.results, context.env);
  const place = await placeOf(results);
  const spend = spending(maySpend(options.yes ?? false, context));
  const ended: Stored[] = [];
  for (const engine of asked) {
    if (context.signal.aborted) break;
    const one = await askEngine(
      engine,
      place,
      spend,
      context,
      only?.filter((name) => hasCheck(engine, name)),
    );
    const path = one.state === 'asked' && !only ? await writeContract(results, one.report) : undefined;
    if (names.length > 0 || one.state !== 'unavailable') ended.push({ ...one, ...(path && { path }) });
  }
  context.result(await endText(ended, only), { results, engines: ended });
  return exitCodeOfAsked(ended, context.signal.aborted);
}

async function placeOf(results: string): Promise<Place> {
  const { describeMachine } = await import('../../measure/machine.js');
  const { gitCommit } = await import('../../results/git-commit.js');
  const { projectRoot } = await import('../../base/paths.js');
  const [{ id }, commit] = await Promise.all([describeMachine(results), gitCommit(projectRoot)]);
  return { machine: id, commit };
}

async function endText(ended: readonly Stored[], only?: readonly string[]): Promise<string> {
  const { contractText } = await import('../contract/contract-text.js');
  const { foldText } = await import('../../views/fold-text.js');
  const blocks: string[] = [];
  for (const one of ended) {
    if (one.state === 'asked')
      blocks.push(
        [
          await contractText(one.report, only !== undefined),
          '',
          only ? 'not kept: a report has all checks' : keptText(one),
        ].join('\n'),
      );
    else
      blocks.push(
        foldText(
          `${one.engine}: ${one.state === 'stopped' ? 'stopped before its first check ended' : one.why}`,
          100,
          '  ',
        ),
      );
  }
  return blocks.join('\n\n') || 'no engine can run here; npx vexlab engines says why';
}

const keptText = ({ path, report }: { path?: string; report: ContractReport }): string =>
  path === undefined
    ? `not kept: a ${report.against === 'stub' ? 'real' : 'whole'} report of ${report.title} is there, which this one would replace`
    : `report  ${shownPath(path)}`;
