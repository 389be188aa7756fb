import { seededRandom } from '../../datasets/random';
import type { Clock } from '../../measure/clock';
import type { Behaviour, Served } from './behaviour';

/** Where requests are served as a behaviour says. */
export interface ReferenceDesk {
  /** Takes a request in; resolves when it is to be answered, with whether as a success. */
  serve(): Promise<boolean>;
  served(): Served;
  /** Forgets what was counted; stalls and errors begin anew with the next request. */
  begin(): void;
}

const nothing = (): Served => ({ answered: 0, failed: 0, mostInside: 0, mostWaiting: 0, heldBack: 0 });

/**
 * A queue of known behaviour. `until` waits until the clock shows a time, never less. A request keeps its place while a stall
 * holds its answer back, as a server that stands still does.
 */
export function referenceDesk(
  { serviceMs, growsMs = 0, leaksBytes = 0, limit = Infinity, stalls = [], errors }: Behaviour,
  clock: Clock,
  until: (ns: number) => Promise<void>,
): ReferenceDesk {
  const waiting: (() => void)[] = [];
  const leaked: Buffer[] = [];
  let busy = 0;
  let inside = 0;
  let taken = 0;
  let seen = nothing();
  let began: number | undefined;
  let random = seededRandom(errors?.seed ?? 0);

  /** When what would be answered at `ns` is answered: stalls may follow on each other. */
  const afterStalls = (ns: number): number =>
    [...stalls]
      .sort((a, b) => a.fromMs - b.fromMs)
      .reduce((at, { fromMs, forMs }) => {
        const from = (began ?? 0) + fromMs * 1e6;
        return at >= from && at < from + forMs * 1e6 ? from + forMs * 1e6 : at;
      }, ns);
  const enter = (): Promise<void> | undefined => {
    if (busy < limit) {
      busy += 1;
      return undefined;
    }
    const entered = new Promise<void>((resolve) => waiting.push(resolve));
    seen.mostWaiting = Math.max(seen.mostWaiting, waiting.length);
    return entered;
  };
  const leave = (): void => {
    const next = waiting.shift();
    // Whoever waited longest takes the place over.
    if (next) next();
    else busy -= 1;
  };

  return {
    async serve() {
      began ??= clock.now();
      taken += 1;
      const fails = errors !== undefined && taken > (errors.after ?? 0) && random.next() < errors.share;
      inside += 1;
      seen.mostInside = Math.max(seen.mostInside, inside);
      const place = enter();
      if (place) await place;
      if (leaksBytes > 0) leaked.push(Buffer.alloc(leaksBytes, 1));
      const from = clock.now();
      const takesNs = serviceMs * 1e6 + (growsMs / 1000) * (from - began);
      if (takesNs > 0) await until(from + takesNs);
      const now = clock.now();
      const answerAt = afterStalls(now);
      if (answerAt > now) {
        seen.heldBack += 1;
        await until(answerAt);
      }
      leave();
      inside -= 1;
      if (fails) seen.failed += 1;
      else seen.answered += 1;
      return !fails;
    },
    served: () => ({ ...seen }),
    begin() {
      seen = { ...nothing(), mostInside: inside, mostWaiting: waiting.length };
      began = undefined;
      taken = 0;
      random = seededRandom(errors?.seed ?? 0);
    },
  };
}
