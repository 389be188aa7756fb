import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/lab-error';
import { makeFolder } from '../base/make-folder';
import type { Neighbours } from '../datasets/dataset';
import { firstK } from './first-k';
import { algorithmVersion, decodeTruth, encodeTruth } from './truth-file';

/**
 * Exact neighbours kept in files, found by the dataset's digest, k and the algorithm's version. It never fails: what
 * cannot be read or written is passed over and told to `note`, since truth can be computed again.
 */
export class TruthCache {
  constructor(
    private readonly folder: string,
    private readonly note: (text: string) => void,
  ) {}

  /** The k nearest from the smallest file that holds as many, or undefined. */
  async read(digest: string, nq: number, k: number): Promise<Neighbours | undefined> {
    for (const size of await this.sizes(digest, k)) {
      const path = this.path(digest, size);
      try {
        const found = decodeTruth(await readFile(path), digest);
        if (found.nq === nq && found.k === size) return firstK(found, k);
        this.note(`${path} is damaged: it has ${found.nq} queries × k ${found.k}; it is not used`);
      } catch (error) {
        this.note(`${path} is damaged: ${messageOf(error)}; it is not used`);
      }
    }
    return undefined;
  }

  /** Keeps the neighbours; whoever reads meanwhile sees the old file or the whole new one. */
  async write(digest: string, neighbours: Neighbours): Promise<void> {
    const path = this.path(digest, neighbours.k);
    const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
    try {
      makeFolder(this.folder);
      const file = await open(draft, 'wx');
      try {
        await file.writeFile(encodeTruth(digest, neighbours));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      this.note(`the exact neighbours could not be kept for next time: ${messageOf(error)}`);
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  private path(digest: string, k: number): string {
    return join(this.folder, `${digest}-k${k}-v${algorithmVersion}.truth`);
  }

  /** The k of each file of this dataset that holds at least k, smallest first. */
  private async sizes(digest: string, k: number): Promise<number[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') this.note(`${this.folder} cannot be read: ${messageOf(error)}`);
      return [] as string[];
    });
    return names
      .map((name) => Number(/-k(\d+)-/.exec(name)?.[1]))
      .filter((size, i) => size >= k && join(this.folder, names[i] as string) === this.path(digest, size))
      .sort((a, b) => a - b);
  }
}
