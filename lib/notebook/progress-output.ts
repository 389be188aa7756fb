import { randomUUID } from 'node:crypto';
import type { Progress } from '../base/progress';
import { displayHook } from '../views/display-hook';

/** How often the output may change, milliseconds. */
const interval = 500;

/** Progress as one output of the cell, replaced in place; `end` leaves a last line there. Silent outside a kernel. */
export function progressOutput(now: () => number = () => performance.now()): {
  progress: Progress;
  end: (text: string) => void;
} {
  const display = displayHook();
  const displayId = `vexlab-${randomUUID()}`;
  let shown: number | undefined;
  const put = (text: string): void => {
    display?.({ data: { 'text/plain': text } }, { displayId, update: shown !== undefined });
    shown = now();
  };
  return {
    progress: ({ stage, done, total, unit, note }) => {
      if (shown !== undefined && now() - shown < interval) return;
      put(`${stage}: ${Math.floor(done)} of ${total} ${unit}${note ? ` (${note})` : ''}`);
    },
    end: put,
  };
}
