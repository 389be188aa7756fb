import { LabError } from '../../base/lab-error';

/** One word for a failed request, to count it by: a LabError's code, the system's (also of the cause), else its class. */
export function errorKind(thrown: unknown): string {
  if (thrown instanceof LabError) return thrown.code;
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = (thrown as NodeJS.ErrnoException).code ?? (thrown.cause as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : thrown.name;
}
