/** `3 runs of a setting leave`, `1 run of a setting leaves`. */
export const runsOfSetting = (n: number, verb: string): string =>
  n === 1 ? `1 run of a setting ${verb}s` : `${n} runs of a setting ${verb}`;

/** `there are 3`, `there is 1`. */
export const thereAre = (n: number): string => `there ${n === 1 ? 'is' : 'are'} ${n}`;
