import { expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { isMeasured } from 'vexlab/dist/analysis/panels';
import { summaryOf } from 'vexlab/dist/cli/summary-of';
import { encodeHistogram, newHistogram } from 'vexlab/dist/measure/histogram';
import { packUint16, unpackUint16 } from 'vexlab/dist/results/pack';
import type { Record } from 'vexlab/dist/results/record';
import { takeaway } from 'vexlab/dist/views/takeaway';
import { report } from 'vexlab/dist/views/report';
import { everyWorkload } from './fixture-every-workload';
import { hitsFor, okRecord } from './fixture-records';
import { storedRun } from './fixture-runs';

const kind = 'http-503';
const empty = encodeHistogram(newHistogram());
const noHits = (packed: string): string => packUint16(unpackUint16(packed).fill(0));

/** The same repetition, had every request failed. */
function allFailed(record: Record): Record {
  if (record.state !== 'ok' || !('answers' in record)) return record;
  const { answers, histograms } = record;
  const batches = 'batches' in record ? record.batches : undefined;
  const requests = batches?.requests ?? answers.requests;
  const { hits, tieHits, ...others } = answers;
  const found = { ...(hits && { hits: noHits(hits) }), ...(tieHits && { tieHits: noHits(tieHits) }) };
  const answered = { ...('response' in histograms && { response: empty }), service: empty };
  return {
    ...record,
    answers: { ...others, ...found },
    errors: { [kind]: requests },
    histograms: { ...histograms, ...answered },
  } as Record;
}

const at = (repetition: number) =>
  okRecord({
    latencies: Array.from({ length: 1000 }, () => 2),
    hits: hitsFor(1000, 10, 0.9),
    measureMs: 1000,
    search: { ef: 64 },
    repetition,
    buildIndex: repetition,
  });

it('a repetition in which all failed counts as one in which nearly all did', () => {
  const [summary] = summarise([allFailed(at(0)), ...[1, 2, 3, 4].map(at)]).filter(isMeasured);
  expect(summary).toMatchObject({ samples: 5000, failed: 1000, errors: { [kind]: 1000 }, repetitions: 5 });
  expect(summary?.runs.map(({ qps, recall }) => [qps, recall])).toEqual([
    [0, 0],
    ...[1, 2, 3, 4].map(() => [1000, 0.9]),
  ]);
  expect(summary?.recall?.value).toBeCloseTo(0.72, 9);
  // Of five thousand the 2,500th was answered, the 4,500th was not; the mean is of those that were.
  expect([summary?.latency.p50?.value, summary?.latency.mean?.value].map((ms) => ms?.toFixed(2))).toEqual([
    '2.00',
    '2.00',
  ]);
  expect(summary?.latency.p90).toBeUndefined();
  expect(takeaway(summary ? [summary] : [])).toContain(' Plain: 1,000 of 5,000 requests failed (1,000 http-503).');
});

it('failed requests are told where no recall is known too', () => {
  const unknown = [0, 1, 2, 3, 4].map((repetition) => {
    const record = at(repetition);
    const answers = { ...record.answers };
    delete answers.hits;
    delete answers.tieHits;
    return { ...record, answers, errors: { [kind]: 100 } };
  });
  expect(takeaway(summarise(unknown))).toMatch(
    /no recall is known.* Plain: 500 of 5,000 requests failed \(500 http-503\)\.$/,
  );
});

it('a setting in which all failed has a rate of none, and no latency', () => {
  const [summary] = summarise([0, 1, 2, 3, 4].map(at).map(allFailed)).filter(isMeasured);
  expect(summary).toMatchObject({ failed: 5000, samples: 5000, qps: { value: 0 }, recall: { value: 0 } });
  expect(summary?.latency).toEqual({});
  expect(summary?.curve).toEqual([]);
});

it.each([
  ['one repetition', ({ cell, engine }: Record) => cell.repetition === 1 && engine.name === 'server'],
  ['every repetition of an engine', ({ engine }: Record) => engine.name === 'server'],
  ['every request', () => true],
] as const)(
  '%s without an answer stands in page, text and JSON',
  async (_, which) => {
    const records = everyWorkload().map((record) => (which(record) ? allFailed(record) : record));
    const run = storedRun(records);
    const { text, outcomes } = await summaryOf([run]);
    expect(JSON.stringify(outcomes)).toContain(`"${kind}":`);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    const tables =
      report([run])
        .match(/<table[\s\S]*?<\/table>/g)
        ?.join('') ?? '';
    expect(tables).toContain('100 %');
    expect(tables).not.toMatch(/NaN|undefined|Infinity/);
  },
  60_000,
);
