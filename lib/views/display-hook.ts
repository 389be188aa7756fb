/** One output in several MIME types. */
export interface DisplayBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: object;
}

/** Sends an output to the notebook; `update` replaces the one of the same `displayId`. */
export type Display = (bundle: DisplayBundle, options?: { displayId?: string; update?: boolean }) => void;

const hook = Symbol.for('vexlab.display');

/** What the lab's kernel offers to show outputs with; undefined outside it. */
export function displayHook(): Display | undefined {
  const found = (globalThis as { [hook]?: unknown })[hook];
  return typeof found === 'function' ? (found as Display) : undefined;
}
