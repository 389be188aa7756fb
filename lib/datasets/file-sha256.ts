import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Progress } from '../base/progress';

/** sha256 (hex) of a file's bytes, streamed. */
export async function fileSha256(
  file: string,
  { progress, signal }: { progress?: Progress | undefined; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const hash = createHash('sha256');
  const total = statSync(file).size;
  let done = 0;
  const stream = createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    done += piece.length;
    progress?.({ stage: `checking ${basename(file)}`, done, total, unit: 'bytes' });
  }
  return hash.digest('hex');
}
