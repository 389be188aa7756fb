import type { Index, Pinecone } from '@pinecone-database/pinecone';
import { LabError } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { answerError, pineconeError } from './error';

/** Pinecone's client, asked once for each call, with errors as LabErrors. */
export interface PineconeClient {
  readonly control: Pinecone;
  readonly index: (host: string) => Index;
  readonly call: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Of one request, milliseconds: what the cloud does in its own time is asked for again and again, each time shortly. */
const requestMs = 60_000;

/**
 * The client asks again where the server fails, unless it is told not to, and forgets then with which status; and it waits for
 * ever. So its fetch is ours, which throws what came, and `timed-out` where nothing did. LabError `not-configured` without a
 * key.
 */
export async function pineconeClient(env: EngineContext['env'], timeoutMs = requestMs): Promise<PineconeClient> {
  const { PINECONE_API_KEY: apiKey, PINECONE_CONTROLLER_HOST: controllerHostUrl } = env;
  if (!apiKey) {
    const [what, remedy] = ['PINECONE_API_KEY is not set', 'set it to a key of https://app.pinecone.io'];
    throw new LabError({ code: 'not-configured', where: 'pinecone', what, remedy });
  }
  const { Pinecone } = await import('@pinecone-database/pinecone');
  const control = new Pinecone({
    apiKey,
    ...(controllerHostUrl && { controllerHostUrl }),
    maxRetries: 0,
    async fetchApi(url, init) {
      const late = AbortSignal.timeout(timeoutMs);
      const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
      const response = await fetch(url, { ...init, signal });
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
