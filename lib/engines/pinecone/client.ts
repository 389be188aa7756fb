import type { Index, Pinecone } from '@pinecone-database/pinecone';
import { answerError, pineconeError } from './error';

/** Pinecone's client, asked once for each call, with errors as LabErrors. */
export interface PineconeClient {
  readonly control: Pinecone;
  readonly index: (host: string) => Index;
  readonly call: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * The client asks again where the server fails, unless it is told not to, and forgets then with which status: so its fetch is
 * ours, which throws what came.
 */
export async function pineconeClient(apiKey: string, controllerHostUrl: string | undefined): Promise<PineconeClient> {
  const { Pinecone } = await import('@pinecone-database/pinecone');
  const control = new Pinecone({
    apiKey,
    ...(controllerHostUrl && { controllerHostUrl }),
    maxRetries: 0,
    async fetchApi(url, init) {
      const response = await fetch(url, init);
      if (!response.ok) throw answerError(response.status, await response.text());
      return response;
    },
  });
  return {
    control,
    index: (host) => control.index({ host }),
    async call(work) {
      try {
        return await work();
      } catch (error) {
        throw pineconeError(error);
      }
    },
  };
}
