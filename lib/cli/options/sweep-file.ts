import { readFileSync } from 'node:fs';
import { LabError, messageOf } from '../../base/lab-error';
import { parseSweep } from '../../workload/sweep/parse-sweep';
import type { Sweep } from '../../workload/sweep/sweep';
import { overlay } from './sweep-options';

/** A sweep from a JSON file: members that it leaves out are `base`'s. LabError `bad-sweep` names file and member. */
export function readSweepFile(path: string, base: Sweep): Sweep {
  const members = readObject(path);
  try {
    const { repetitions } = members;
    return parseSweep({ ...overlay(base, repetitions === undefined ? {} : { repetitions }), ...members });
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    throw badSweep(path, thrown.what, thrown.remedy);
  }
}

const badSweep = (where: string, what: string, remedy?: string): LabError =>
  new LabError({ code: 'bad-sweep', where, what, ...(remedy === undefined ? {} : { remedy }) });

/** Members of any kind: `parseSweep` checks them. */
function readObject(path: string): Partial<Sweep> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    throw badSweep(path, `the sweep cannot be read: ${messageOf(thrown)}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw badSweep(path, 'is not a JSON object', 'write { "engines": […], "ef": […], … }');
}
