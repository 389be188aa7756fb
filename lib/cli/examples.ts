import { exitCodeHelp } from './exit-code';

/** What stands below a command's options: examples, then the exit codes. */
export const helpTail = (...examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((example) => `  $ npx vexlab ${example}`).join('\n')}\n\n${exitCodeHelp}`;
