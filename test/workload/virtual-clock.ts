import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from 'vexlab/dist/measure/clock';

/** Time that stands still until everybody sleeps, and then jumps to the first one's waking: no run ever differs. */
export class VirtualClock implements Clock {
  private time = 0;
  private readonly sleepers: { wakes: number; wake: () => void }[] = [];
  private advancing = false;

  now(): number {
    return this.time;
  }

  sleep(ns: number): Promise<void> {
    const slept = new Promise<void>((wake) => this.sleepers.push({ wakes: this.time + ns, wake }));
    if (!this.advancing) void this.advance();
    return slept;
  }

  private async advance(): Promise<void> {
    this.advancing = true;
    while (this.sleepers.length > 0) {
      // Whoever can still run does so first; some wait a turn of the loop themselves.
      for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      this.sleepers.sort((a, b) => a.wakes - b.wakes);
      const first = this.sleepers.shift();
      if (!first) break;
      this.time = first.wakes;
      first.wake();
    }
    this.advancing = false;
  }
}
