const form = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The number that a text says in decimal, NaN and infinities in their usual spellings; undefined for anything else. */
export function decimal(text: string): number | undefined {
  const trimmed = text.trim();
  if (form.test(trimmed)) return Number(trimmed);
  if (/^[+-]?nan$/i.test(trimmed)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}
