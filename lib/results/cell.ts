import { contentId } from '../base/canonical-json';

/** Parameter values by the engine's own names. */
export type CellParams = Readonly<Record<string, string | number | boolean>>;

/** How the load is made: `clients` back to back (closed loop), each waiting for its answer before it asks again. */
export interface SearchWorkload {
  type: 'search';
  loop: 'closed';
  clients: number;
  k: number;
  /**
   * Fewest measured requests of all clients together. Queries are taken in order and repeat when they run out;
   * repetition r begins with query r × requests, so that the repetitions together ask as many different ones as they can.
   */
  requests: number;
  /** Shortest window, milliseconds: requests go on until both hold. */
  minMs: number;
  /** Requests before the window, not measured. */
  warmup: number;
}

export type Workload = SearchWorkload;

/** One job of a plan: everything that decides what is measured, and nothing else. */
export interface Cell {
  dataset: { name: string; digest: string; n: number };
  engine: string;
  /** Index parameters by the engine's own names. */
  build: CellParams;
  /** Search parameters by the engine's own names. */
  search: CellParams;
  workload: Workload;
  repetition: number;
  /** Which of the plan's index builds this repetition searches. */
  buildIndex: number;
  seed: number;
}

/** A cell's content address; resuming a run compares these. */
export const cellId = (cell: Cell): string => contentId(cell);
