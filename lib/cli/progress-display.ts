import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress, ProgressEvent } from '../base/progress';
import { barLine, plainLine } from './progress-line';

/** Where progress goes: stderr, or anything that takes text. */
export type ProgressStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

export interface ProgressDisplayOptions {
  quiet?: boolean;
  env?: NodeJS.ProcessEnv;
  /** Work shorter than this shows no bar. */
  appearAfterMs?: number;
  /** Without a terminal, one line at most this often for each stage, and none for shorter work. */
  lineEveryMs?: number;
}

interface Stage {
  startedMs: number;
  lastLineMs: number;
  event: ProgressEvent;
  bar?: SingleBar;
  appear?: NodeJS.Timeout;
}

/** Shows progress on a stream and writes lines without tearing the bars. */
export interface ProgressDisplay {
  progress: Progress;
  /** Writes one line above the bars. */
  line: (text: string) => void;
  /** Takes the bars away; further progress is ignored. */
  close: () => void;
}

/**
 * Bars on a terminal, one for each stage under way; plain lines now and then elsewhere.
 * A stage ends when its `done` reaches its `total`; its bar then makes room.
 */
export function progressDisplay(
  stream: ProgressStream,
  { quiet = false, env = process.env, appearAfterMs = 500, lineEveryMs = 5_000 }: ProgressDisplayOptions = {},
): ProgressDisplay {
  const terminal = stream.isTTY && env.TERM !== 'dumb';
  const stages = new Map<string, Stage>();
  let bars: MultiBar | undefined;
  let closed = false;

  const clear = () => {
    bars?.stop();
    bars = undefined;
  };

  const appear = (stage: Stage) => {
    bars ??= new MultiBar({
      stream,
      clearOnComplete: true,
      // The lines are cut to the width here, and signals are the command's: nothing on the terminal needs undoing.
      linewrap: true,
      gracefulExit: false,
      hideCursor: false,
      format: (_options, _params, payload: { stage: Stage }) =>
        barLine(payload.stage.event, (Date.now() - payload.stage.startedMs) / 1000, (stream.columns || 80) - 1),
      forceRedraw: true,
      // Drawing is work of the process that measures.
      fps: 4,
    });
    stage.bar = bars.create(1, 0, { stage });
  };

  const finish = (name: string, stage: Stage) => {
    clearTimeout(stage.appear);
    stages.delete(name);
    if (!stage.bar || !bars) return;
    if ([...stages.values()].some((other) => other.bar)) bars.remove(stage.bar);
    else clear();
  };

  const progress: Progress = (event) => {
    if (quiet || closed) return;
    const now = Date.now();
    let stage = stages.get(event.stage);
    if (!stage) {
      if (event.done >= event.total && event.total > 0) return;
      stage = { startedMs: now, lastLineMs: now, event };
      stages.set(event.stage, stage);
      if (terminal) stage.appear = setTimeout(appear, appearAfterMs, stage).unref();
    }
    stage.event = event;
    const ended = event.done >= event.total && event.total > 0;
    if (!terminal && now - stage.lastLineMs >= lineEveryMs) {
      stage.lastLineMs = now;
      stream.write(`${plainLine(event, (now - stage.startedMs) / 1000)}\n`);
    }
    if (ended) finish(event.stage, stage);
  };

  const line = (text: string) => {
    if (!bars) {
      stream.write(`${text}\n`);
      return;
    }
    bars.log(`${text}\n`);
    bars.update();
  };

  const close = () => {
    closed = true;
    for (const stage of stages.values()) clearTimeout(stage.appear);
    stages.clear();
    clear();
  };

  return { progress, line, close };
}
