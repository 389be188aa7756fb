import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';

/** An HTTP server that does nothing but answer: what a client reaches against it is the client's own. */
export interface NullServer {
  /** Takes any request on any path, and does not look into its body. */
  readonly url: string;
  /** What came since the start or since it was last asked this. */
  received(): Promise<Received>;
  close(): Promise<void>;
}

export interface Received {
  requests: number;
  /** Those of them with the method POST. */
  posts: number;
  /** Of all bodies together. */
  bodyBytes: number;
}

/** Starts one on a free loopback port, in a thread of its own; it answers every request with this JSON. LabError `not-ready`. */
export async function startNullServer(answer = '{"ids":[]}'): Promise<NullServer> {
  const worker = new Worker(join(__dirname, 'null-server-program.js'), { workerData: answer });
  const close = async (): Promise<void> => void (await worker.terminate());
  try {
    const [port] = (await once(worker, 'message')) as [number];
    // Whoever forgets it must not wait for it.
    worker.unref();
    return {
      url: `http://127.0.0.1:${port}`,
      async received() {
        worker.ref();
        worker.postMessage('received');
        const [received] = (await once(worker, 'message')) as [Received];
        worker.unref();
        return received;
      },
      close,
    };
  } catch (error) {
    await close();
    const what = `its null server did not start: ${messageOf(error)}`;
    throw new LabError({ code: 'not-ready', where: 'client', what, cause: error });
  }
}
