import { createInterface } from 'node:readline/promises';

/**
 * Whether money may be spent: yes under `--yes`; else whoever sits at the terminal is asked; where nobody does, no. Each thing
 * is asked once.
 */
export function maySpend(
  yes: boolean,
  { signal, say }: { signal: AbortSignal; say: (line: string) => void },
  terminal: { input: NodeJS.ReadStream; output: NodeJS.WriteStream } = { input: process.stdin, output: process.stderr },
): (what: string) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  const ask = async (what: string): Promise<boolean> => {
    if (yes) return true;
    if (!terminal.input.isTTY) {
      say(`not made, because it costs money and nobody can be asked: ${what}; --yes allows it`);
      return false;
    }
    const line = createInterface(terminal);
    try {
      return /^y(es)?$/i.test((await line.question(`This costs money: ${what}. Go on? [y/N] `, { signal })).trim());
    } finally {
      line.close();
    }
  };
  return (what) => {
    const asked = answers.get(what) ?? ask(what);
    answers.set(what, asked);
    return asked;
  };
}
