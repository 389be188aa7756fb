import type { IngestRecord } from '../results/record';
import type { Cost } from './ingest-summary';
import { medianOver } from './over-runs';
import type { Reading } from './reading';

const inLab = "the engine runs in the lab's own process, whose memory is not told apart from the lab's";
const unseen = "the engine's processes could not be looked at from here";
const noFolder = 'the engine stores nothing that can be seen from here';
const usedBefore = 'the engine had built others before: ask for it fresh (--fresh)';
const notOurs = 'the engine was running before the lab came: what it freed for others would hide its growth';

const lookedAt = 'the most in any look at it: what it needed between two looks is not in it';
const severalPeaks = `${lookedAt} (it has several processes, and the kernel keeps the peak of each, not of all together)`;

/** Servers that the lab finds running, and leaves so. */
const foundRunning: readonly unknown[] = ['environment', 'up', 'default-port'];

const noMemory = ({ engine }: IngestRecord): string => (engine.how === 'in-process' ? inLab : unseen);

/**
 * Bytes by which the engine's processes grew while they were filled. Only on a fresh process: one that built others before takes up
 * what their drop has freed, and would seem to need less than it does, or nothing.
 */
export function memoryGrowth(record: IngestRecord): Reading {
  const { build, engine } = record;
  const [before, after] = [build.memory?.before.engine, build.memory?.after.engine];
  if (before === undefined || after === undefined) return { why: noMemory(record) };
  if (foundRunning.includes(engine.how)) return { why: notOurs };
  return build.first ? { value: after - before } : { why: usedBefore };
}

/** Bytes by which the engine's data folder grew: of the first index alone, since what a drop leaves is freed later. */
export function diskGrowth({ build }: IngestRecord): Reading {
  if (!build.disk) return { why: noFolder };
  return build.first ? { value: build.disk.after - build.disk.before } : { why: usedBefore };
}

/**
 * Most resident bytes of the engine's processes while it was filled and until all was searchable: of one process by the kernel's own
 * mark, of several in any look at them.
 */
export function peakMemory(record: IngestRecord): Reading {
  const { samples, build, memory } = record;
  const seen = [...samples.map((sample) => sample.memory), build.memory?.after, memory.after];
  const looked = highest(
    seen.map((sample) => sample?.engine),
    noMemory(record),
  );
  if ('why' in looked) return looked;
  if (memory.peak?.processes === 1) return { value: Math.max(looked.value, memory.peak.bytes) };
  return { ...looked, limit: memory.peak ? severalPeaks : lookedAt };
}

/** Most bytes of the engine's data folder in any look at it. */
export const peakDisk = ({ samples, build }: IngestRecord): Reading =>
  highest([...samples.map(({ disk }) => disk), build.disk?.after], noFolder);

function highest(seen: readonly (number | undefined)[], why: string): Reading {
  const known = seen.filter((bytes) => bytes !== undefined);
  return known.length > 0 ? { value: Math.max(...known) } : { why };
}

/** The median over the runs that have a figure, with of how many where some have none; where none has, the reasons. */
export function costOver(records: readonly IngestRecord[], of: (record: IngestRecord) => Reading): Cost {
  const readings = records.map((record) => ({ build: record.build.id, read: of(record) }));
  const known = readings.flatMap(({ build, read }) => ('value' in read ? [{ build, value: read.value }] : []));
  const lacking = [...new Set(readings.flatMap(({ read }) => ('why' in read ? [read.why] : [])))].join('; ');
  if (known.length === 0) return { state: 'not available', why: lacking };
  const estimate = medianOver(
    known.map(({ value }) => value),
    known.map(({ build }) => build),
    { unit: 'builds' },
  );
  const limits = new Set([
    ...(known.length < readings.length ? [`of ${known.length} of ${readings.length} runs: ${lacking}`] : []),
    ...readings.flatMap(({ read }) => ('limit' in read ? [read.limit] : [])),
  ]);
  return { state: 'known', estimate, ...(limits.size > 0 && { limit: [...limits].join('; ') }) };
}
