import { LabError } from '../../base/lab-error';
import type { ContractKit, Outcome } from '../../engines/contract-check';
import { attempt, codeOf } from '../attempt';
import { k } from '../nearest';
import { plain } from '../plain';
import { told } from '../words';

/** An engine without filters must say so when it is asked for one: an unfiltered answer would pass for a filtered one. */
export async function unfiltered(kit: ContractKit): Promise<Outcome> {
  const { collection, data } = await plain(kit, 20);
  const filter = { attribute: 'colour', equals: 'green' };
  const asked = await attempt(() => collection.search(data.queries[0] as Float32Array, k, filter));
  if (asked.ok) return { verdict: 'broken', what: 'It declares no filter, and answers to one as if there were none.' };
  const { error } = asked;
  if (error instanceof LabError && codeOf(error) === 'not-supported') {
    return { verdict: 'not-applicable', what: 'It declares no filter, and says so when it is asked for one.' };
  }
  return {
    verdict: 'broken',
    what: `It declares no filter, and fails otherwise than as not-supported: ${told(error)}`,
  };
}
