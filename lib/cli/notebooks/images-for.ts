import { existsSync } from 'node:fs';
import { LabError } from '../../base/lab-error';
import type { Context } from '../context';
import { addImages } from './add-images';
import type { ExecutedNotebook } from './execute-all';

/** Adds static images to executed notebooks where Chromium is there and starts; says so where not, and goes on. */
export async function imagesFor(executed: readonly ExecutedNotebook[], { signal, say }: Context): Promise<void> {
  const written = executed.map(({ path }) => path).filter(existsSync);
  if (written.length === 0 || signal.aborted) return;
  const { renderPngs } = await import('../../views/static-image.js');
  const without = 'the notebooks carry interactive figures, and no static images beside them';
  try {
    if ((await addImages(written, renderPngs)) === undefined) say(`no Chromium here: ${without}`);
  } catch (thrown) {
    if (!(thrown instanceof LabError) || thrown.code !== 'no-browser') throw thrown;
    say(`${thrown.message}; ${without}`);
  }
}
