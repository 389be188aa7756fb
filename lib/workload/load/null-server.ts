import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';

/** An HTTP server that does nothing but answer: what a client reaches against it is the client's own. */
export interface NullServer {
  /** Takes requests without a body, any path; answers `{"ids":[]}`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one on a free loopback port, in a thread of its own. LabError `not-ready`. */
export async function startNullServer(): Promise<NullServer> {
  const worker = new Worker(join(__dirname, 'null-server-program.js'));
  const close = async (): Promise<void> => void (await worker.terminate());
  try {
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    // Whoever forgets it must not wait for it.
    worker.unref();
    return { url: `http://127.0.0.1:${port}`, close };
  } catch (error) {
    await close();
    const what = `its null server did not start: ${messageOf(error)}`;
    throw new LabError({ code: 'not-ready', where: 'client', what, cause: error });
  }
}
