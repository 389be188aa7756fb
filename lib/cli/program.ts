import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { compareCommand } from './commands/compare';
import { contractCommand } from './commands/contract';
import { datasetsCommand } from './commands/datasets';
import { doctorCommand } from './commands/doctor';
import { downCommand } from './commands/down';
import { enginesCommand } from './commands/engines';
import { exportCommand } from './commands/export';
import { filesCommand } from './commands/files';
import { figureCommand } from './commands/figure';
import { installCommand } from './commands/install';
import { notebooksCommand } from './commands/notebooks';
import { reportCommand } from './commands/report';
import { runCommand } from './commands/run';
import { runsCommand } from './commands/runs';
import { scenariosCommand } from './commands/scenarios';
import { startCommand } from './commands/start';
import { summaryCommand } from './commands/summary';
import { truthCommand } from './commands/truth';
import { upCommand } from './commands/up';
import { exitCodeHelp } from './exit-code';

/** Version of this library, from its package.json. */
function version(): string {
  const text = readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The command line as commander sees it. Commands load the library only when they run, so that help comes at once. */
export function program(): Command {
  const vexlab = new Command('vexlab')
    .description('A laboratory for vector search: exact truth, measured engines, figures with their intervals.')
    .version(version(), '--version', 'print the version')
    .option('--json', 'one JSON value on stdout; progress and messages stay on stderr')
    .option('--quiet', 'no progress and no messages; errors are still said')
    .helpOption('--help', 'help for this command')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`vexlab: ${oneLine(text)}; see vexlab COMMAND --help\n`) })
    .addHelpText('after', `\nvexlab COMMAND --help shows a command's options and examples.\n\n${exitCodeHelp}`);
  for (const add of [
    startCommand,
    runCommand,
    notebooksCommand,
    summaryCommand,
    reportCommand,
    figureCommand,
    runsCommand,
    compareCommand,
    exportCommand,
    scenariosCommand,
    filesCommand,
    datasetsCommand,
    truthCommand,
    enginesCommand,
    contractCommand,
    upCommand,
    downCommand,
    installCommand,
    doctorCommand,
  ]) {
    add(vexlab);
  }
  return vexlab;
}

/** What commander says of wrong usage, in the form of every other error. */
const oneLine = (text: string): string =>
  text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
