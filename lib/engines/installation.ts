import type { EngineContext } from './engine';

/** What is fetched or built once, by the same code on every machine, into the cache folder. */
export interface Installation {
  /** What it is, from where, and how dear, e.g. `PostgreSQL 16 with pgvector 0.8.5, from PyPI, about 100 MB`. */
  readonly what: string;
  installed(env: EngineContext['env']): boolean;
  /** Why it cannot be installed here and what mends that; undefined where it can. Starts nothing that lasts. */
  lacks(env: EngineContext['env']): Promise<{ why: string; remedy: string } | undefined>;
  /**
   * Installs it; at once where it is there already. A broken-off installation goes on at the next. LabError `unavailable` or
   * `install-failed`, which names the log.
   */
  run(context: Pick<EngineContext, 'env' | 'signal' | 'progress'>): Promise<void>;
}
