import type { Finding } from '../results/record';
import { steady, type TimedValue } from './steady';
import { noise } from './noise';

/** The checks over the repetitions of a setting: are they quiet, and independent? */
export const repetitionChecks = (runs: readonly TimedValue[], figure: string): Finding[] => [
  ...noise(runs, figure),
  ...steady(runs, figure),
];
