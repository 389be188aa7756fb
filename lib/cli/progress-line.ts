import type { ProgressEvent } from '../base/progress';

const megabyte = 1e6;

/** `12 of 40 cells`, `3.1 of 12.0 MB`. */
export function amountOf({ done, total, unit }: Pick<ProgressEvent, 'done' | 'total' | 'unit'>): string {
  if (unit === 'bytes') return `${(done / megabyte).toFixed(1)} of ${(total / megabyte).toFixed(1)} MB`;
  if (total === 0) return `${Math.round(done)} ${unit}`;
  return `${Math.round(done)} of ${Math.round(total)} ${unit}`;
}

/** `1:05` or `2:10:05`. */
function clockTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Share done, 0 to 1; work of unknown size counts as not begun. */
export const shareOf = ({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): number =>
  total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;

/** A plain line for where no bar can be drawn. */
export function plainLine(event: ProgressEvent, elapsedS: number): string {
  const note = event.note ? ` (${event.note})` : '';
  const share = event.total > 0 ? `${Math.floor(100 * shareOf(event))} %, ` : '';
  return `${event.stage}: ${share}${amountOf(event)}, ${clockTime(elapsedS)}${note}`;
}

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** One bar, at most `width` characters: the remark is cut first, then the stage. */
export function barLine(event: ProgressEvent, elapsedS: number, width: number): string {
  const share = shareOf(event);
  const cells = 20;
  const full = Math.round(share * cells);
  // Cells differ in length, so that those done say little of those left: they get the time that has passed.
  const even = event.unit !== 'cells' && share > 0.02 && share < 1;
  const time = even ? `${clockTime((elapsedS / share) * (1 - share))} left` : clockTime(elapsedS);
  const percent = `${Math.floor(100 * share)}`.padStart(3);
  const tail = ` ${'█'.repeat(full)}${'░'.repeat(cells - full)} ${percent} % ${amountOf(event)}, ${time}`;
  const room = Math.max(8, width - tail.length);
  const stage = cut(event.stage, room);
  const line = `${stage}${tail}`;
  const note = event.note ? cut(` · ${event.note}`, width - line.length) : '';
  return `${line}${note.length > 8 ? note : ''}`.slice(0, width);
}
