import type { Finding } from '../../results/record';

/** Times the median beyond which a request took so long that its client would have asked others meanwhile. */
const farBeyond = 10;
/** Share of hidden requests from which they would decide the p99. */
const most = 0.01;
/** No percentile stands on fewer requests: fewer hidden are one short pause of a short window, and decide none. */
const fewest = 10;

/**
 * What a closed loop does not see: a client that waits for one answer asks nothing meanwhile, so a stall of the engine is one
 * slow request where independent users would have made many. Hidden are those that the client would have asked at its median
 * pace, for every request that took ten times the median or longer. (G. Tene, "How NOT to Measure Latency", 2013; the correction
 * of HdrHistogram's `copyCorrectedForCoordinatedOmission`.) In windows of under 1,000 requests, which carry no p99 themselves, 1 % is
 * less than ten; where every run of a setting hid just fewer, the p99 of all together may be moved by what no run alone shows.
 */
export function coordinatedOmission({ latencies }: { latencies: Float64Array }): Finding {
  const sorted = latencies.slice().sort();
  // A nanosecond is the least that is told apart.
  const median = Math.max(1, sorted[(sorted.length - 1) >> 1] ?? NaN);
  const long = sorted.filter((ns) => ns >= farBeyond * median);
  const hidden = long.reduce((sum, ns) => sum + Math.floor(ns / median) - 1, 0);
  const share = hidden / (latencies.length + hidden);
  const verdict = share > most && hidden >= fewest ? 'warn' : 'pass';
  const took = `${long.length} ${long.length === 1 ? 'request' : 'requests'}`;
  const longestMs = (sorted.at(-1) ?? NaN) / 1e6;
  return {
    check: 'coordinated-omission',
    verdict,
    numbers: { hidden, hiddenShare: share, longRequests: long.length, longestMs, medianMs: median / 1e6 },
    advice:
      share <= most
        ? 'no request took so long that those not asked meanwhile would decide the p99'
        : verdict === 'pass'
          ? `${took} of up to ${Math.round(longestMs)} ms hid ${hidden} that would have been asked meanwhile: more than 1 %, but too few to tell a stall from a short pause; a p99 of such windows may be too low`
          : `a closed loop is blind to stalls: ${took} of up to ${Math.round(longestMs)} ms hid ${hidden} that would have been asked ` +
            'meanwhile; its p99 is not what users would see (ask in an open loop: --workloads open)',
  };
}
