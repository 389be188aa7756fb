import { describe, expect, it } from 'vitest';
import type { OpenSummary } from 'vexlab/dist/analysis/open-summary';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import { rateLatencyChart } from 'vexlab/dist/views/charts/rate-latency-chart';
import { openTakeaway } from 'vexlab/dist/views/open-takeaway';
import { report } from 'vexlab/dist/views/report';
import { openTable } from 'vexlab/dist/views/tables/open-table';
import type { OpenRecord } from 'vexlab/dist/results/record';
import { missingLoop, openRecord, plausibleLoops } from './fixture-open-records';
import { storedRun } from './fixture-runs';

const outcomes = summariseOpen(plausibleLoops());
const measured = outcomes.filter((one): one is OpenSummary => one.state === 'measured');

describe('the table of open loops', () => {
  const table = openTable(outcomes);
  const rows = table.rows.flatMap((row) => ('cells' in row ? [row] : []));
  const at = (name: string) => table.columns.findIndex((column) => column.name === name);

  it('has a row for each engine and rate, by rate, with the verdict and what missed', () => {
    expect(
      rows.map(({ cells }) => [
        cells[at('engine')]?.text,
        cells[at('state')]?.text,
        (cells[at('rate')] ?? cells.at(-1))?.text,
      ]),
    ).toEqual([
      ...[100, 200, 400].flatMap((rate) => [
        ['HNSW in process', 'held', `${rate}`],
        ['Vector server', 'held', `${rate}`],
      ]),
      ['HNSW in process', 'held', '800'],
      ['Vector server', 'broken', '800'],
      ['HNSW in process', 'held', '1,600'],
      ['Vector server', 'broken', '1,600'],
      ['Kernel file system', 'unavailable', 'no such module is loaded in this kernel; sudo insmod kernelfs.ko'],
    ]);
    expect(rows[7]?.cells[at('state')]?.hover).toContain('completed 620.0 of 800.0 requests/s');
    expect(rows[7]?.cells[at('completed')]).toMatchObject({ value: 620, small: '602–645' });
  });

  it('marks failed requests where whole repetitions failed beside them', () => {
    const one = measured[0] as OpenSummary;
    const lost = [{ state: 'failed', why: 'no request was answered', cells: 3 }] as const;
    const marked = openTable([{ ...one, lost }]);
    const why = `3 of ${one.repetitions + 3} repetitions failed: no request was answered`;
    const [row] = marked.rows.flatMap((shown) => ('cells' in shown ? [shown.cells] : []));
    expect(row?.[at('failed_share')]).toMatchObject({ text: '0 % ⚠', hover: expect.stringContaining(why) as string });
    expect(marked.notes).toEqual([`⚠ HNSW in process at 100/s: ${why}.`]);
    expect(openTable([one]).notes).toEqual([]);
  });

  it('fits a terminal', () => {
    for (const line of table.text(100).split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(table.text(100)).toContain('Vector server');
  });

  it('shows how near the client came to its own ceiling', () => {
    const first = plausibleLoops()[0] as OpenRecord;
    const load = {
      ...first.load,
      ceiling: 400,
      ceilingOf: { against: 'no-request' as const, clients: 128, rates: [400] },
    };
    const [row] = openTable(summariseOpen([{ ...first, load }])).rows.flatMap((one) =>
      'cells' in one ? [one.cells] : [],
    );
    expect(row?.[at('of_the_ceiling')]).toMatchObject({
      value: first.answers.requests / (first.phases.measureMs / 1000) / 400,
      hover:
        '400/s were reached just before by the same loop against a search that answers at once, without a request, as the engine is in the lab’s process; median of 1 run',
    });
  });

  it('says of how many windows a rate was held, and why not of the others', () => {
    const records = [0, 1, 2].map((repetition) => {
      const [responses, services] = [1, 1].map((ms) => Array.from({ length: 100 }, () => ms)) as [number[], number[]];
      const load = { secondHalf: { due: 50, answered: repetition === 2 ? 40 : 50 } };
      return openRecord({ rate: 100, repetition, responses, services, load });
    });
    const [row] = openTable(summariseOpen(records)).rows.flatMap((one) => ('cells' in one ? [one.cells] : []));
    expect(row?.[at('state')]).toMatchObject({
      value: 'undecided',
      small: '2 of 3',
      hover: '2 of 3 windows held; completed 80.0 of 100.0 requests/s',
    });
  });

  it('says why a percentile is not there', () => {
    const few = openTable(
      summariseOpen([openRecord({ rate: 50, responses: [1, 2, 3], services: [1, 2, 3], errors: { 'not-sent': 2 } })]),
    );
    const [row] = few.rows.flatMap((one) => ('cells' in one ? [one.cells] : []));
    expect(row?.[at('p99_ms')]).toMatchObject({ text: '—', hover: '5 requests are too few to carry a p99' });
    expect(row?.[at('failed_share')]?.hover).toBe('2 not-sent; no interval: 1 run');
  });
});

describe('latency against the rate', () => {
  const figure = rateLatencyChart(outcomes);
  const traces = figure.data as {
    name: string;
    x: number[];
    y: number[];
    line: { color: string; dash?: string };
    marker?: { symbol: string[] };
    error_y?: { array: number[]; arrayminus: number[] };
  }[];
  const named = (name: string) => traces.find((trace) => trace.name === name);

  it('draws of each engine the p99, the p50 and, dashed, the service, in its colour', () => {
    expect(traces.map(({ name, line }) => [name, line.dash ?? 'solid'])).toEqual(
      ['HNSW in process', 'Vector server'].flatMap((name) => [
        [`${name}, service p50`, 'dash'],
        [`${name}, p50`, 'solid'],
        [`${name}, p99`, 'solid'],
      ]),
    );
    expect(named('Vector server, p99')?.line.color).toBe('#D55E00');
    expect(named('Vector server, p50')?.x).toEqual([100, 200, 400, 800, 1600]);
  });

  it('marks rates that were not held, and draws the intervals', () => {
    expect(named('Vector server, p99')?.marker?.symbol).toEqual(['square', 'square', 'square', 'x', 'x']);
    expect(named('HNSW in process, p50')?.marker?.symbol).toEqual(Array(5).fill('circle-open'));
    const { p99 } = (measured.find(({ engine, rate }) => engine.name === 'server' && rate === 800) as OpenSummary)
      .response;
    expect(named('Vector server, p99')?.error_y?.array[3]).toBeCloseTo((p99?.high ?? NaN) - (p99?.value ?? NaN), 9);
  });

  it('says what could not run, and at which rates there is no p99', () => {
    const few = openRecord({ rate: 50, responses: [1, 2, 3], services: [1, 2, 3] });
    const gone = missingLoop({
      engine: { ...few.engine, name: 'gone', title: 'Gone' },
      rate: 50,
      why: 'no such program',
    });
    const figureOfFew = rateLatencyChart(summariseOpen([few, gone]));
    const { annotations } = figureOfFew.layout as { annotations?: { text: string }[] };
    expect(figureOfFew.text).toContain(' · 1 repetition · ');
    expect(annotations?.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['✕  Gone could not run: no such program', '✕  Plain: no p99 at 50.0/s']),
    );
  });

  it('says which rates are not judged, and why', () => {
    const late = [0, 1].map((repetition) =>
      openRecord({
        rate: 50,
        repetition,
        responses: [1, 2, 3],
        services: [1, 2, 3],
        findings: [{ check: 'slips', verdict: 'fail', numbers: {}, advice: 'late' }],
      }),
    );
    const figureOfLate = rateLatencyChart(summariseOpen(late));
    const { annotations } = figureOfLate.layout as { annotations?: { text: string }[] };
    const text = '✕  Plain: not judged at 50.0/s: the client itself sent late';
    expect(annotations?.map((one) => one.text)).toContain(text);
    expect(figureOfLate.text).toContain('Plain is not shown to hold any rate asked for (at 50.0/s: the client itself');
  });

  it('has no figure of nothing', () => {
    const code = 'nothing-measured';
    expect(() => rateLatencyChart(outcomes.filter(({ state }) => state === 'missing'))).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});

describe('what open loops say', () => {
  it('names the highest rate held, what a user waits there, and where it breaks', () => {
    const text = openTakeaway(outcomes);
    expect(text).toMatch(/^On sift-photos, k 10, in an open loop: HNSW in process holds 1,600 requests\/s, /);
    expect(text).toContain('Vector server holds 400 requests/s, where a user waits 4.01 ms at the median (p99 15.8');
    expect(text).toContain('At 800/s it breaks: completed 620.0 of 800.0 requests/s');
    expect(openTakeaway([])).toBe('No open loop was measured.');
  });

  it('stands in the report, which has no open section without open loops', () => {
    const html = report([storedRun(plausibleLoops())]);
    expect(html).toContain('<section id="open">');
    expect(html).toContain('Vector search measured: HNSW in process, Vector server, Kernel file system');
    expect(html).not.toContain('Everything asked for was measured');
    expect(report([storedRun([])])).not.toContain('<section id="open">');
  });
});
