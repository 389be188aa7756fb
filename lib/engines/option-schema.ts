import type { Json } from '../base/canonical-json';

/** Parameter values by the engine's own names. */
export type Params = Readonly<Record<string, string | number | boolean>>;

/** The options of one engine as data: enough to check them, to document them and to draw a form. */
export interface OptionSchema {
  readonly names: readonly string[];
  /** Checks and fills in defaults; throws a LabError (`bad-option`) that names option, value and bounds. */
  parse(value: unknown, where: string): Params;
  /** JSON Schema with bounds, defaults and descriptions. */
  readonly jsonSchema: Json;
}
