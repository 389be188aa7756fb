import { LabError, messageOf } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Connection, EngineContext } from '../engine';
import { notConfirmed } from '../not-confirmed';
import { type PineconeClient, pineconeClient } from './client';
import { openPinecone, searchingPinecone } from './collection';
import type { Deletable } from './paid-index';
import { type Patience, patience } from './until';

/** What a collection may ask of its connection. */
export interface PineconeAccount extends Patience {
  readonly client: PineconeClient;
  /** The same as `client.call`, but `closed` after the connection was closed. */
  readonly call: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told of each index before it is made, to delete it at the latest when the connection is closed. */
  readonly made: (index: Deletable) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Looks whether the key is good; makes nothing yet. */
export async function connectPinecone(
  { env, signal, maySpend }: EngineContext,
  capabilities: Capabilities,
  waiting: Patience = patience,
): Promise<Connection> {
  if (!maySpend) throw notConfirmed('pinecone');
  const client = await pineconeClient(env);
  await client.call(() => client.control.listIndexes());

  const made: Deletable[] = [];
  const opening = new Set<Promise<unknown>>();
  const ending = new AbortController();
  let closed = false;
  const account: PineconeAccount = {
    ...waiting,
    client,
    call: (work) => (closed ? Promise.reject(closedError()) : client.call(work)),
    made: (index) => void made.push(index),
    signal: signal ? AbortSignal.any([signal, ending.signal]) : ending.signal,
  };
  let ping = async (): Promise<void> => void (await client.control.listIndexes());

  return {
    how: 'environment',
    clientVersion: packageVersion('@pinecone-database/pinecone'),
    capabilities,
    pids: () => [],
    // Where an index lies is another place than where indexes are listed: which is all there is before there is one.
    ping: () => account.call(() => ping()),
    async open(spec) {
      if (closed) throw closedError();
      const opened = openPinecone(account, spec);
      opening.add(opened);
      try {
        const { collection, stats } = await opened;
        ping = async () => void (await stats());
        return collection;
      } finally {
        opening.delete(opened);
      }
    },
    address: {
      PINECONE_API_KEY: env.PINECONE_API_KEY ?? '',
      ...(env.PINECONE_CONTROLLER_HOST && { PINECONE_CONTROLLER_HOST: env.PINECONE_CONTROLLER_HOST }),
    },
    attach: (spec, handle) => Promise.resolve(searchingPinecone(account, spec, handle as string)),
    async close() {
      closed = true;
      ending.abort(closedError());
      // An index that is just being made must not come after all were deleted.
      await Promise.allSettled(opening);
      const ended = await Promise.allSettled(made.map((index) => index.delete()));
      const left = ended.flatMap((end) => (end.status === 'rejected' ? [messageOf(end.reason)] : []));
      if (left.length === 0) return;
      // Said here, because whoever closes a connection may have another error to tell; and this one costs money.
      for (const line of left) console.error(line);
      throw new LabError({ code: 'left-behind', where: 'pinecone', what: left.join('; ') });
    },
  };
}

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'pinecone', what: 'the connection was closed' });
