/** A parsed JSON object of some version. */
export type Versioned = Readonly<Record<string, unknown>>;

/**
 * Steps from one version of a file's format to the next: the step under 1 makes a version-2 object of a version-1 one.
 * A step changes what changed and keeps the rest; it is never edited once a version was released, as files live longer.
 */
export type Migrations = Readonly<{ [from: number]: (old: Versioned) => Versioned }>;

/** Steps of the lines of `records.jsonl`. None so far: version 1 is the first. */
export const recordMigrations: Migrations = {};

/** Steps of `run.json`. None so far. */
export const manifestMigrations: Migrations = {};

/** Steps of `contracts/ENGINE.json`. Version 2 says what answered: a server that the lab did not start may have been a stub. */
export const contractMigrations: Migrations = {
  1: (old) => ({ ...old, against: ['environment', 'default-port'].includes(String(old.how)) ? 'unknown' : 'engine' }),
};

/**
 * The value in version `to`, by one step after another; as it is where it has no version, or a later one. The `version` of
 * what a step returns is set here. Throws an Error that names the version from which no step leads on.
 */
export function migrate(value: unknown, to: number, steps: Migrations): unknown {
  let current = value;
  for (let version = versionOf(current); version !== undefined && version < to; version += 1) {
    const step = steps[version];
    if (!step) throw new Error(`version ${version} is older than any that can be brought to version ${to}`);
    current = { ...step(current as Versioned), version: version + 1 };
  }
  return current;
}

/** The whole number under `version`; undefined: there is none. */
export function versionOf(value: unknown): number | undefined {
  const version: unknown = typeof value === 'object' && value !== null ? (value as Versioned).version : undefined;
  return typeof version === 'number' && Number.isInteger(version) ? version : undefined;
}
