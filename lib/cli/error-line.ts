import { LabError, messageOf } from '../base/lab-error';

/** One line for anything thrown; with `VEXLAB_DEBUG` set, its stack below. */
export function errorLine(thrown: unknown, env: NodeJS.ProcessEnv): string {
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  const debug = Boolean(env.VEXLAB_DEBUG);
  const known = thrown instanceof LabError;
  const hint = known || debug || !stack ? '' : '; not an error that VexLab knows: VEXLAB_DEBUG=1 shows where it arose';
  const line = `vexlab: ${messageOf(thrown)}${hint}`;
  return debug && stack ? `${line}\n${stack}` : line;
}

/** The same error as data, for `--json`. */
export function errorJson(thrown: unknown): { code: string; message: string; where?: string; remedy?: string } {
  if (!(thrown instanceof LabError)) return { code: 'unexpected', message: messageOf(thrown) };
  return {
    code: thrown.code,
    message: messageOf(thrown),
    where: thrown.where,
    ...(thrown.remedy === undefined ? {} : { remedy: thrown.remedy }),
  };
}
