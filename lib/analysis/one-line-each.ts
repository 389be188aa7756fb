import type { MeasuredSummary } from './summary';

/** Recall at which a line is chosen to stand for its engine. */
const enough = 0.95;

/**
 * Of lines that differ in ef the one that stands for its engine in a figure: the first (of ascending ef) whose every point finds 95 %
 * of the true neighbours, else the one that finds the most at its worst point. `key`: what the lines of one engine share.
 */
export function oneLineEach<L extends { readonly settings: readonly MeasuredSummary[] }>(
  lines: readonly L[],
  key: (line: L) => string,
): L[] {
  const chosen = new Map<string, L>();
  for (const line of lines) {
    const before = chosen.get(key(line));
    if (!before || (worst(before) < enough && worst(line) > worst(before))) chosen.set(key(line), line);
  }
  return [...chosen.values()];
}

const worst = ({ settings }: { readonly settings: readonly MeasuredSummary[] }): number =>
  Math.min(...settings.map(({ recall }) => recall?.value ?? 0));
