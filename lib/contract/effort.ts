import type { Engine, Params } from '../engines/engine';
import type { OptionSchema } from '../engines/option-schema';

/** Search effort at which the sample must be answered almost without a miss, and one that must miss. */
export const highEffort = 400;
export const lowEffort = 10;

/** Parsed search parameters of that effort; the engine's defaults where it has no such parameter. */
export function searchOfEffort(engine: Engine, effort: number): Params {
  const { ef } = engine.common;
  return engine.searchOptions.parse(ef ? { [ef]: within(engine.searchOptions, ef, effort) } : {}, engine.name);
}

/** Parsed index parameters with the common ones set; those that the engine lacks are left out. */
export function buildWith(engine: Engine, { m, efConstruction }: { m: number; efConstruction: number }): Params {
  const asked = askedBuild(engine, { m, efConstruction });
  return engine.buildOptions.parse(asked, engine.name);
}

/** The common index parameters under the engine's names, within its bounds. */
export function askedBuild(engine: Engine, values: { m: number; efConstruction: number }): Record<string, number> {
  const asked: Record<string, number> = {};
  for (const common of ['m', 'efConstruction'] as const) {
    const name = engine.common[common];
    if (name) asked[name] = within(engine.buildOptions, name, values[common]);
  }
  return asked;
}

/** The value that an option's bounds allow nearest to this one. */
function within({ jsonSchema }: OptionSchema, name: string, value: number): number {
  const { properties } = jsonSchema as { properties?: Record<string, { minimum?: number; maximum?: number }> };
  const { minimum = value, maximum = value } = properties?.[name] ?? {};
  return Math.min(Math.max(value, minimum), maximum);
}
