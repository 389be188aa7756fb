import type { LoadClients } from './load-clients';
import type { ClosedAsk } from './thread-job';

/** A warm-up that was made. */
export interface WarmedUp {
  errors: number;
  /** Requests under way at once in it: what connections there are for. */
  atOnce: number;
}

/** Requests at once that connections are opened for beforehand, at most: more are a load of their own. */
const most = 128;
/** Random arrivals come in bursts, and near its capacity an engine answers more slowly than one client. */
const headroom = 3;
/** Where hardly ever one is under way, chance and a pause of the machine still bring a few together. */
const fewest = 8;

/** Requests that a rate is likely to have under way at once, by Little's law, with room for bursts; from `least` to `limit` or 128. */
export const likelyInFlight = (
  { rate, meanMs }: { rate: number; meanMs: number },
  { least, limit }: { least: number; limit: number },
): number => Math.max(Math.min(least, limit), Math.min(most, limit, Math.ceil((headroom * rate * meanMs) / 1000)));

/** The closed loop that is asked for. */
export async function warmUpClosed(load: LoadClients, ask: ClosedAsk): Promise<WarmedUp> {
  if (ask.requests === 0) return { errors: 0, atOnce: 0 };
  const { errors } = await load.warm(ask);
  return { errors, atOnce: Math.max(ask.clients, load.threads) };
}

/**
 * Warms up for an open loop of a rate: half of the requests from one client a thread, whose mean latency tells how many will be
 * under way at once; then as many clients ask the rest, each at least once, so that their connections are open before the window.
 * There are no more clients than requests left, and without requests there is no warm-up.
 */
export async function warmUpOpen(
  load: LoadClients,
  ask: ClosedAsk,
  { rate, limit }: { rate: number; limit: number },
): Promise<WarmedUp> {
  if (ask.requests === 0) return { errors: 0, atOnce: 0 };
  const alone = Math.max(1, load.threads);
  const half = Math.max(1, Math.floor(ask.requests / 2));
  const first = await load.warm({ ...ask, clients: alone, requests: half });
  const requests = ask.requests - half;
  if (requests === 0) return { errors: first.errors, atOnce: alone };
  const clients = Math.min(
    requests,
    likelyInFlight({ rate, meanMs: first.meanMs }, { least: Math.max(alone, fewest), limit }),
  );
  const second = await load.warm({ ...ask, clients, requests, first: ask.first + half });
  const atOnce = Math.max(clients, alone);
  return { errors: first.errors + second.errors, atOnce };
}
