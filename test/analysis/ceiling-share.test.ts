import { describe, expect, it } from 'vitest';
import { ceilingShare } from 'vexlab/dist/analysis/ceiling-share';
import { saturationLines } from 'vexlab/dist/analysis/saturation-lines';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { OkRecord } from 'vexlab/dist/results/record';
import { requestsMade } from 'vexlab/dist/results/requests-made';
import { saturationTakeaway } from 'vexlab/dist/views/saturation-takeaway';
import { clientCeiling } from 'vexlab/dist/workload/load/client-ceiling';
import { okRecord } from '../views/fixture-records';

/** A fifth of its 100 requests fails: 100 made a second and client, 80 answered; 800 at most, which 4 clients make half of. */
const runs = [1, 2, 4].flatMap((clients) =>
  [0, 1, 2, 3, 4].map((repetition): OkRecord => {
    const run = okRecord({
      ...{ clients, repetition, buildIndex: repetition, measureMs: 1000 / clients },
      latencies: new Array<number>(80).fill(10),
      errors: { refused: 15, 'http-500': 5 },
    });
    const ceilingOf = { against: 'null-server' as const, clients, rates: [800] };
    return { ...run, load: { threads: 1, ceiling: 800, ceilingOf } };
  }),
);

describe('the share of the client’s own ceiling', () => {
  const [line] = saturationLines(summarise(runs));

  it('is of the requests made, those that failed among them', () => {
    expect(line?.knee).toMatchObject({ rate: { value: 320 }, rateAt: 4 });
    expect(line && ceilingShare(line)).toBe(0.5);
    expect(line && saturationTakeaway([line])).toContain(
      "/s with 4 clients (the requests made are 50.0 % of a bare client's ceiling)",
    );
  });

  it('is what the check of such a window tells', () => {
    const made = requestsMade({ requests: 100, errors: { refused: 15, 'http-500': 5 } });
    expect(clientCeiling({ rate: made / 0.25, ceiling: 800, against: 'null-server' }).numbers.share).toBe(0.5);
  });
});

it('requests made are those sent: writes too, not what an open loop did not send', () => {
  expect(requestsMade({ requests: 100, errors: { refused: 7, 'not-sent': 30 }, writes: 5 })).toBe(75);
  expect(requestsMade({ requests: 100, errors: {} })).toBe(100);
});
