import type { ContractCheck } from '../../contract-check';
import { withRaw } from './raw';

const [n, dim] = [1000, 128];

/** 1,000 vectors of dimension 128 are a common batch. */
export const bodyOver2MibRefused: ContractCheck = {
  name: 'body-over-2-mib-refused',
  question: 'Does it take 1,000 vectors of dimension 128 in one request?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      // 17 digits each, as float32 numbers mostly have.
      const embedding = (row: number): number[] =>
        Array.from({ length: dim }, (_, i) => Math.fround((row + i + 1) / 7919));
      const rows = Array.from({ length: n }, (_, row) => row);
      const json = JSON.stringify({ ids: rows.map(String), embeddings: rows.map(embedding) });
      const { status } = await raw.send('POST', `${raw.path}/add`, json);
      const numbers = { bytes: json.length, status };
      const what = `1,000 × 128 as JSON, ${(json.length / 2 ** 20).toFixed(2)} MiB, are answered with ${status}`;
      if (status !== 413) return { verdict: status < 400 ? 'pass' : 'broken', what: `${what}.`, numbers };
      const advice = 'Send fewer at a time; the lab cuts its batches below 2 MiB.';
      return { verdict: 'finding', what: `${what}: its limit is 2 MiB.`, numbers, advice };
    }),
};
