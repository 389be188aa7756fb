/** A run's manifest holds its sweep, so the type lives with the results. */
export type { Sweep } from '../../results/sweep';
