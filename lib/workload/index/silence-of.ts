import { within } from '../run/within';
import type { BuiltIndex } from './build-index';

const answeringMs = 10_000;

/** Undefined where the engine still counts what it counted when the index was built; else what was thrown, or is wrong. */
export async function silenceOf({ collection, build }: BuiltIndex): Promise<unknown> {
  try {
    const counted = await within(answeringMs, undefined, 'count', () => collection.count());
    return counted === build.countAfter ? undefined : `${counted} rows, where ${build.countAfter} were counted before`;
  } catch (thrown) {
    return thrown;
  }
}
