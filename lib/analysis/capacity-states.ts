import type { BreakingPoint } from '../workload/load/breaking-point';

/** How a search for the highest rate ended, in a few words. */
export const searchStates: { readonly [State in BreakingPoint['state']]: string } = {
  found: 'found',
  'not reached': 'nothing broke it',
  below: 'no rate held',
  'not judged': 'not judged',
  searching: 'not ended',
};
