import { randomBytes } from 'node:crypto';
import type { Metric } from '../../datasets/dataset';
import { LabError, messageOf } from '../../base/lab-error';
import type { PineconeClient } from './client';
import { statusOf } from './error';
import { type Patience, until } from './until';

/** An index that costs money until it is deleted. */
export interface PaidIndex {
  readonly name: string;
  /** Where its data is asked for. */
  readonly host: string;
  /** LabError `left-behind`, with its name and how to delete it, where it may be there still. Safe to call again. */
  delete(): Promise<void>;
}

export interface IndexSpec {
  readonly dim: number;
  readonly metric: Metric;
  readonly cloud: string;
  readonly region: string;
}

const metrics = { l2: 'euclidean', cosine: 'cosine', ip: 'dotproduct' } as const;

/** Beginning of the name of every index that the lab makes. */
export const namePrefix = 'vexlab-';

/**
 * Makes a serverless index and waits until it can be used. Where that fails, also by the signal, whatever was made is deleted
 * before the error is told. `made` is given the index before it is asked for: from then on it may be there.
 */
export async function makeIndex(
  { control, call }: PineconeClient,
  { dim, metric, cloud, region }: IndexSpec,
  { readyMs, pollMs, signal, made }: Patience & { signal?: AbortSignal | undefined; made: (index: Deletable) => void },
): Promise<PaidIndex> {
  const name = `${namePrefix}${randomBytes(8).toString('hex')}`;
  let gone = false;
  const index: Deletable = {
    name,
    async delete() {
      if (gone) return;
      try {
        await call(() => control.deleteIndex(name));
      } catch (error) {
        if (!(error instanceof LabError && statusOf(error) === 404)) throw leftBehind(name, error);
      }
      gone = true;
    },
  };
  signal?.throwIfAborted();
  made(index);
  try {
    await call(() =>
      control.createIndex({
        name,
        dimension: dim,
        metric: metrics[metric],
        spec: { serverless: { cloud, region } },
        deletionProtection: 'disabled',
      }),
    );
  } catch (error) {
    const status = error instanceof LabError ? statusOf(error) : undefined;
    // Refused, so that nothing was made. In every other case it may have been.
    if (status !== undefined && status < 500) gone = true;
    else await index.delete();
    throw error;
  }
  try {
    let host = '';
    const look = async (): Promise<{ done: boolean; seen: string }> => {
      const { status, host: at } = await call(() => control.describeIndex(name));
      host = at;
      return { done: status.ready, seen: `its index ${name} is ${status.state}` };
    };
    await until(look, { deadlineMs: readyMs, pollMs, signal });
    return { ...index, host };
  } catch (error) {
    await index.delete();
    throw error;
  }
}

export type Deletable = Omit<PaidIndex, 'host'>;

function leftBehind(name: string, cause: unknown): LabError {
  return new LabError({
    code: 'left-behind',
    where: 'pinecone',
    what: `its index ${name} may still be there and cost money, because it could not be deleted: ${messageOf(cause)}`,
    remedy:
      `delete it at https://app.pinecone.io, or by: ` +
      `curl -X DELETE https://api.pinecone.io/indexes/${name} -H "Api-Key: $PINECONE_API_KEY"`,
    cause,
  });
}
