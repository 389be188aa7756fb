/** The running cell's AbortSignal, aborted by an interrupt; outside a kernel that offers one there is none. */
export function cellSignal(): AbortSignal | undefined {
  const signal: unknown = (globalThis as { [hook: symbol]: unknown })[Symbol.for('vexlab.signal')];
  return signal instanceof AbortSignal ? signal : undefined;
}
