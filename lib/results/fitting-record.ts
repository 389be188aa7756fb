import { messageOf } from '../base/lab-error';
import type { MissingRecord, Record } from './record';
import { recordSchema } from './record-schema';

/** A record that can be read again, and the line that holds it. */
export interface FittingRecord {
  record: Record;
  /** Ends with a newline. */
  line: string;
}

const remedy =
  'no engine and no workload should give such a figure: report it; begin the sweep again to measure the cell once more';

/**
 * The record as it can be read again: itself, or where it does not fit the format, the record of a failed cell that names the member and
 * what it is. Where that does not fit either, what the server said of itself is left out. Never throws.
 */
export function fittingRecord(record: Record): FittingRecord {
  const first = tryLine(record);
  if ('line' in first) return { record, line: first.line };
  const failed = failedFor(record, first.fault);
  const second = tryLine(failed);
  if ('line' in second) return { record: failed, line: second.line };
  const { name, title, kind, mark, ef } = record.engine;
  const bare = { ...failed, engine: { name, title, kind, mark, ...(ef !== undefined && { ef }) } };
  // Its head is the lab's own: a reader would say what is wrong with it, and the cell is measured once more.
  return { record: bare, line: `${JSON.stringify(bare)}\n` };
}

/** The line of a record that fits; else its first member that does not, and what it is. */
function tryLine(record: Record): { line: string } | { fault: string } {
  try {
    const json = JSON.stringify(record);
    // What the line says counts: JSON has no infinity, and leaves out what it does not know.
    const checked = recordSchema.safeParse(JSON.parse(json));
    if (checked.success) return { line: `${json}\n` };
    const [issue] = checked.error.issues;
    const path = issue?.path ?? [];
    return { fault: `${path.join('.') || 'the whole'} is ${shown(memberAt(record, path))}: ${issue?.message}` };
  } catch (thrown) {
    return { fault: messageOf(thrown) };
  }
}

function failedFor(record: Record, fault: string): MissingRecord {
  const { version, run, machine, commit, cellId, cell, at, dataset, engine } = record;
  const why = `what was measured does not fit the format of records: ${fault}`;
  return { version, run, machine, commit, cellId, cell, at, dataset, engine, state: 'failed', why, remedy };
}

const memberAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, key) => (part as { [key: PropertyKey]: unknown } | undefined)?.[key], value);

const shown = (value: unknown): string =>
  value !== null && typeof value === 'object' ? `a ${value.constructor.name}` : String(value).slice(0, 80);
