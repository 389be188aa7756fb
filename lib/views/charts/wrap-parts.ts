const joint = ' · ';

/** Parts side by side in lines of at most `width` characters, no part broken: Plotly breaks no line by itself. */
export function wrapParts(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + joint.length + part.length <= width)
      lines[lines.length - 1] = line + joint + part;
    else lines.push(part);
  }
  return lines;
}
