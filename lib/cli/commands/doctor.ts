import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../../base/paths';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';

export function doctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description('say what this machine lacks, and the command that installs it')
    .addHelpText('after', helpTail('doctor', 'doctor --json'))
    .action(() => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const script = join(projectRoot, 'kernel-setup', 'doctor.mjs');
      const doctor = spawnSync(process.execPath, [script, ...(json ? ['--json'] : [])], { stdio: 'inherit' });
      process.exitCode = doctor.status ?? exitCode.interrupted;
    });
}
