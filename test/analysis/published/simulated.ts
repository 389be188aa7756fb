import { seededRandom } from 'vexlab/dist/analysis/random';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;

/**
 * Rows as an honest tool would print them: a curve of four values of ef over one index, its latencies drawn from a
 * lognormal, its clients back to back until the window ends. Every second curve prints a serial latency beside the best
 * rate over several numbers of clients, as some tools do.
 */
export function simulated(count: number, seed: number): PublishedRow[] {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, i): PublishedRow => {
    const curve = Math.floor(i / 4);
    const step = i % 4;
    const spread = 0.1 + (curve % 8) / 8;
    const latency = (clients: number): number => (3 + 2 * step + clients / 8) * Math.exp(spread * normal());
    const loop = (clients: number) => closedLoop(clients, () => latency(clients));
    const clients = [1, 4, 16, 64][curve % 4] as number;
    const serial = curve % 2 === 1;
    const shown = loop(serial ? 1 : clients);
    const rate = serial ? Math.max(...[1, 4, 16].map((one) => loop(one).rate)) : shown.rate;
    const { recall, ndcg } = answers(100, 1 - 0.2 / (step + 1), random);
    const sorted = [...shown.latencies].sort((a, b) => a - b);
    return {
      id: `simulated:${i}`,
      source: `curve ${curve}`,
      engine: 'Simulated',
      dataset: 'Million',
      rows: 1_000_000,
      dim: 128,
      k: 100,
      filter: 'none',
      params: { index: 'HNSW', M: 16, efConstruction: 200, ef: 50 * 2 ** step },
      ...(!serial && { clients, meanMs: round(mean(sorted), 2), p50Ms: round(percentile(sorted, 0.5), 2) }),
      rate: round(rate, 4),
      p95Ms: round(percentile(sorted, 0.95), 2),
      p99Ms: round(percentile(sorted, 0.99), 2),
      latencyOf: serial ? 'serial' : 'same',
      recall: round(recall, 4),
      ndcg: round(ndcg, 4),
      loadS: 1000.1234 + curve * 3.3331,
      loaded: 1_000_000,
      state: 'ok',
    };
  });
}

/** Clients that send the next request when they have the answer, until a window of 2 s ends; ends and all. */
function closedLoop(clients: number, latency: () => number): { rate: number; latencies: number[] } {
  const latencies: number[] = [];
  let last = 0;
  for (let client = 0; client < clients; client++) {
    let now = 0;
    while (now < 2000) {
      const taken = latency();
      latencies.push(taken);
      now += taken;
    }
    last = Math.max(last, now);
  }
  return { rate: (latencies.length / last) * 1000, latencies };
}

/** Recall and NDCG of 100 queries, where the nearer a neighbour is, the more likely it is found. */
function answers(k: number, found: number, random: () => number): { recall: number; ndcg: number } {
  const gains = Array.from({ length: k }, (_, rank) => 1 / Math.log2(rank + 2));
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  const each = Array.from({ length: 100 }, () => {
    const hits = gains.filter((_, rank) => random() < found + (1 - found) * (1 - rank / k));
    return { recall: hits.length / k, ndcg: hits.reduce((sum, gain) => sum + gain, 0) / all };
  });
  return { recall: mean(each.map((one) => one.recall)), ndcg: mean(each.map((one) => one.ndcg)) };
}
