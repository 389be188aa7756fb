import { LabError } from '../../base/lab-error';
import { codeOf } from './error';
import { idOf } from './uuid';
import type { WireError, WireObject } from './wire';

/** Different messages that one line carries; the cause has all of them. */
const mostTold = 3;

/** What the server said of the objects of a batch that it refused; it took the others. */
export function refusal(errors: readonly WireError[], objects: readonly WireObject[]): LabError {
  const first = new Map<string, string>();
  for (const { index, error } of errors) {
    const uuid = objects[index]?.uuid;
    if (!first.has(error)) first.set(error, uuid === undefined ? '?' : String(idOf(uuid)));
  }
  const told = [...first].slice(0, mostTold).map(([message, id]) => `id ${id}: ${message}`);
  const more = first.size > mostTold ? `; and ${first.size - mostTold} other reasons` : '';
  return new LabError({
    code: codeOf(errors[0]?.error ?? ''),
    where: 'weaviate',
    what: `it refused ${errors.length} of ${objects.length} vectors: ${told.join('; ')}${more}`,
    cause: new AggregateError(errors.map(({ error }) => new Error(error))),
  });
}
