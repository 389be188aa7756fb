/** What a {@link LabError} is made of; every part ends up in its one-line message. */
export interface LabErrorParts {
  /** Machine-readable kind, stable across releases, e.g. `bad-file`, `unknown-dataset`, `no-space`. */
  code: string;
  /** Where it happened: a file, an option, an engine, a cell. */
  where: string;
  /** What is wrong, with the offending value in it. */
  what: string;
  /** What the reader can do about it: a command or a change. */
  remedy?: string;
  cause?: unknown;
}

/** An error that a user can act on: one line that says where, what, which value, and what to do. */
export class LabError extends Error {
  readonly code: string;
  readonly where: string;
  readonly what: string;
  readonly remedy: string | undefined;

  constructor({ code, where, what, remedy, cause }: LabErrorParts) {
    super(`${where}: ${what}${remedy ? `; ${remedy}` : ''}`, cause === undefined ? undefined : { cause });
    this.name = 'LabError';
    this.code = code;
    this.where = where;
    this.what = what;
    this.remedy = remedy;
  }
}

/** The message of anything thrown, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
