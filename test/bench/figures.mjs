const sorted = (numbers) => [...numbers].sort((a, b) => a - b);

export const median = (numbers) => {
  const all = sorted(numbers);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
};

/** 95 % by the ranks of the median's sign test, or all that there is where the rounds are too few for it. */
export function interval(numbers) {
  const all = sorted(numbers);
  const below = (limit) => {
    let [term, sum] = [0.5 ** all.length, 0];
    for (let rank = 0; rank <= limit; rank++) {
      sum += term;
      term *= (all.length - rank) / (rank + 1);
    }
    return sum;
  };
  let rank = 0;
  while (below(rank) <= 0.025) rank++;
  const outer = Math.max(0, rank - 1);
  return [all[outer], all[all.length - 1 - outer]];
}

/** Milliseconds below which so large a share of the latencies (nanoseconds) lies. */
const at = (latencies, share) => sorted(latencies)[Math.ceil(share * latencies.length) - 1] / 1e6;

export const digits = (number, width, places) => number.toFixed(places).padStart(width);

/** Median and p99 of the latencies, milliseconds. */
export const pair = (latencies, width) =>
  `${digits(at(latencies, 0.5), width, 3)} ${digits(at(latencies, 0.99), 6, 3)}`;
