/**
 * What the lab uses of the package, which is optional: its own types are not there where it could not be installed, and the
 * lab compiles all the same.
 */
declare module 'sqlite-vec' {
  export function load(database: { loadExtension(file: string): void }): void;
}
