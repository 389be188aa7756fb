import { LabError } from 'vexlab/dist/base/lab-error';
import type { Batch, CollectionSpec } from 'vexlab/dist/engines/engine';
import type { FaultName } from './faults';

type Has = (fault: FaultName) => boolean;

/** The engine's own refusal, as an adapter hands it on. */
const refusal = (what: string): LabError =>
  new LabError({ code: 'engine-error', where: 'faulty', what, cause: new Error(what) });

export function refuseVectors({ ids, vectors }: Batch, { dim, metric }: CollectionSpec, has: Has): void {
  if (vectors.length !== ids.length * dim && !has('takes vectors of any dimension')) throw refusal('another dimension');
  if (!vectors.every(Number.isFinite) && !has('takes vectors that are not finite')) throw refusal('not finite');
  const zero = ids.some((_, i) => vectors.subarray(i * dim, (i + 1) * dim).every((component) => component === 0));
  if (metric === 'cosine' && zero && !has('takes vectors of length 0')) throw refusal('of length 0');
}

export function refuseQuery(query: Float32Array, { dim, metric }: CollectionSpec, has: Has): void {
  if (query.length !== dim && !has('takes queries of any dimension')) throw refusal('another dimension');
  if (!query.every(Number.isFinite) && !has('takes queries that are not finite')) throw refusal('not finite');
  if (metric === 'cosine' && query.every((component) => component === 0)) throw refusal('of length 0');
}
