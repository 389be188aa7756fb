import { LabError, messageOf } from '../../base/lab-error';
import { packageVersion } from '../adapter/package-version';
import type { Capabilities, Connection, EngineContext } from '../engine';
import { type PineconeClient, pineconeClient } from './client';
import { openPinecone } from './collection';
import { type Deletable, namePrefix } from './paid-index';
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

/** Looks whether the key is good, and asks whether money may be spent; makes nothing yet. */
export async function connectPinecone(
  { env, signal, maySpend }: EngineContext,
  capabilities: Capabilities,
  waiting: Patience = patience,
): Promise<Connection> {
  const key = env.PINECONE_API_KEY;
  if (!key) {
    const [what, remedy] = ['PINECONE_API_KEY is not set', 'set it to a key of https://app.pinecone.io'];
    throw new LabError({ code: 'not-configured', where: 'pinecone', what, remedy });
  }
  const client = await pineconeClient(key, env.PINECONE_CONTROLLER_HOST);
  const { indexes = [] } = await client.call(() => client.control.listIndexes());
  const earlier = indexes.map(({ name }) => name).filter((name) => name.startsWith(namePrefix));
  if (!(await maySpend?.(question(earlier)))) throw notConfirmed();

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

function question(earlier: readonly string[]): string {
  const there = earlier.length > 0 ? ` There already, made by an earlier or another run: ${earlier.join(', ')}.` : '';
  return (
    'a serverless index on Pinecone: one for each index that is built, deleted when it is no longer searched, billed to the ' +
    `account of PINECONE_API_KEY by what is written, read and stored.${there}`
  );
}

const notConfirmed = (): LabError =>
  new LabError({
    code: 'not-confirmed',
    where: 'pinecone',
    what: 'a serverless index costs money, and nobody said that it may be spent',
    remedy: 'answer yes when asked, or give --yes',
  });

const closedError = (): LabError =>
  new LabError({ code: 'closed', where: 'pinecone', what: 'the connection was closed' });
