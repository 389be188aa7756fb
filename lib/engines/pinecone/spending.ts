import type { EngineContext } from '../engine';
import { pineconeClient } from './client';
import { namePrefix } from './paid-index';

/** What money goes to, and which indexes of the lab are there already. Makes nothing. */
export async function spendingOf({ env }: EngineContext): Promise<string> {
  const client = await pineconeClient(env);
  const { indexes = [] } = await client.call(() => client.control.listIndexes());
  const earlier = indexes.map(({ name }) => name).filter((name) => name.startsWith(namePrefix));
  const there = earlier.length > 0 ? ` There already, made by an earlier or another run: ${earlier.join(', ')}.` : '';
  return (
    'a serverless index on Pinecone: one for each index that is built, deleted when it is no longer searched, billed to the ' +
    `account of PINECONE_API_KEY by what is written, read and stored.${there}`
  );
}
