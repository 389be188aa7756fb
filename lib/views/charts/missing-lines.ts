import type { MissingSummary } from '../../analysis/summary';

/** Characters of a line that fit a figure 700 pixels wide. */
const longest = 92;

/** One line for each engine that could not be measured, with the reason; cut to fit, in full on hover. */
export function missingLines(missing: readonly MissingSummary[]): { text: string; full: string }[] {
  const lines = new Map<string, { text: string; full: string }>();
  for (const { engine, reason, why, remedy } of missing) {
    const text = `${engine.title} ${reason === 'unavailable' ? 'could not run' : reason}: ${why}`;
    const full = remedy ? `${text}; ${remedy}` : text;
    lines.set(full, { text: cutLine(text), full });
  }
  return [...lines.values()];
}

const cutLine = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
