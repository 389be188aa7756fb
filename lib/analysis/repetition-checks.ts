import type { Finding } from '../results/record';
import { independence, type TimedValue } from './independence';
import { noise } from './noise';

/** The checks over the repetitions of a setting: are they quiet, and independent? */
export const repetitionChecks = (runs: readonly TimedValue[], figure: string): Finding[] => [
  ...noise(runs, figure),
  ...independence(runs, figure),
];
