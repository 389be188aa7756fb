import type { SearchWorkload } from '../../results/cell';
import type { Sweep } from '../../results/sweep';

/** What every closed loop of a sweep has: one for each k and number of clients. */
export const closedCells = ({ k, clients, requests, minMs, warmup }: Sweep): Omit<SearchWorkload, 'type'>[] =>
  k.flatMap((oneK) => clients.map((count) => ({ loop: 'closed', clients: count, k: oneK, requests, minMs, warmup })));
