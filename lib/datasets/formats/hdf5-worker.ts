import { parentPort, workerData } from 'node:worker_threads';
import type { LabError } from '../../base/lab-error';
import type { ProgressEvent } from '../../base/progress';
import { readable } from './file-bytes';
import type { FileContents } from './format';
import { kind, readHdf5 } from './hdf5-read';

/** What the worker says: where it is, and in the end one of the other two. */
export type Hdf5Message =
  | { readonly progress: ProgressEvent }
  | { readonly contents: FileContents }
  | { readonly error: Pick<LabError, 'code' | 'where' | 'what' | 'remedy'> };

const { file } = workerData as { file: string };
const say = (message: Hdf5Message) => parentPort?.postMessage(message);

readHdf5(file, { progress: (progress) => say({ progress }) }).then(
  (contents) => say({ contents }),
  (thrown: unknown) => {
    const error = readable(thrown, file, kind) as LabError;
    say({ error: { code: error.code, where: error.where, what: error.what, remedy: error.remedy } });
  },
);
