import { decodeHistogram } from '../measure/histogram';
import type { EnduranceRecord, SliceFacts } from '../results/record';
import { drifts } from './drift';
import type { DriftFigure, EnduranceRun, SliceValues } from './endurance-summary';
import { carries, percentileOf, samplesBeyond } from './percentiles';
import { runLatencies } from './run-latencies';

const msPerHour = 3.6e6;

/** One long run from its record: the figures of each slice, and which of them drift. */
export function enduranceRun(record: EnduranceRecord): EnduranceRun {
  const { run, cellId, cell, errors } = record;
  const { durationMs, slices: count } = cell.workload;
  const memoryOf = whoseMemory(record);
  const sliceMs = durationMs / count;
  const slices = record.slices.map((slice, at) => valuesOf(slice, { at, sliceMs, k: record.k, memoryOf }));
  const of = (figure: DriftFigure) => slices.map((slice) => slice[figure]);
  const found = drifts({ p50: of('p50'), p99: of('p99'), memory: of('memory'), errors: slices }, sliceMs);
  return {
    run,
    cellId,
    repetition: cell.repetition,
    slices,
    ...(memoryOf && { memoryOf }),
    drifts: known(found, slices, memoryOf),
    requests: slices.reduce((sum, { requests }) => sum + requests, 0),
    failed: slices.reduce((sum, { failed }) => sum + failed, 0),
    errors,
  };
}

/** Where a figure has no drift because it has no figure, the reason is what it lacks. */
function known(
  found: EnduranceRun['drifts'],
  slices: readonly SliceValues[],
  memoryOf: EnduranceRun['memoryOf'],
): EnduranceRun['drifts'] {
  const fewest = Math.min(...slices.map(({ requests }) => requests));
  const few = found.p99.state === 'not available' && !carries(fewest, 0.99);
  const p99 = `${fewest} requests in a slice carry no p99, it takes ${samplesBeyond / 0.01}`;
  const memory = "the engine's processes cannot be looked at from here";
  return {
    ...found,
    ...(few && { p99: { state: 'not available', why: p99 } }),
    ...(!memoryOf && { memory: { state: 'not available', why: memory } }),
  };
}

/** A server's memory is its own; of an engine inside the lab's process only the whole process is known. */
function whoseMemory({ slices, engine }: EnduranceRecord): EnduranceRun['memoryOf'] {
  if (slices.some(({ memory }) => memory.engine !== undefined)) return 'engine';
  return engine.how === 'in-process' && slices.some(({ memory }) => memory.lab !== undefined) ? 'lab' : undefined;
}

function valuesOf(
  { requests, failed, hits, histograms, memory, cpu, disk }: SliceFacts,
  of: { at: number; sliceMs: number; k: number; memoryOf: EnduranceRun['memoryOf'] },
): SliceValues {
  const latencies = runLatencies([decodeHistogram(histograms.response)], [failed]);
  const [p50, p99] = [percentileOf(latencies, 0.5), percentileOf(latencies, 0.99)];
  const bytes = of.memoryOf && memory[of.memoryOf];
  return {
    middleHours: ((of.at + 0.5) * of.sliceMs) / msPerHour,
    endHours: ((of.at + 1) * of.sliceMs) / msPerHour,
    requests,
    failed,
    ...(p50 !== undefined && { p50 }),
    ...(p99 !== undefined && { p99 }),
    ...(bytes !== undefined && { memory: bytes }),
    ...(requests > 0 && { errors: failed / requests, recall: hits / (requests * of.k) }),
    ...(disk !== undefined && { disk }),
    ...(cpu.engine !== undefined && { cores: cpu.engine / of.sliceMs }),
  };
}
