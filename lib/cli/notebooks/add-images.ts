import type { Figure } from '../../views/figure';
import { type MimeBundle, readNotebook, writeNotebook } from './notebook-file';

const plotlyMime = 'application/vnd.plotly.v1+json';

/** Draws figures as PNG, in their order; undefined where there is nothing to draw with. */
export type DrawPngs = (figures: Figure[]) => Promise<Buffer[] | undefined>;

/**
 * Adds a static image to every Plotly output of the notebooks that has none, for viewers that run no script.
 * All figures are drawn in one go. Returns how many images were added; undefined where nothing can draw them.
 */
export async function addImages(paths: readonly string[], draw: DrawPngs): Promise<number | undefined> {
  const files = paths.map((path) => ({ path, notebook: readNotebook(path) }));
  const lacking = files.flatMap(({ notebook }) =>
    notebook.cells
      .flatMap((cell) => cell.outputs ?? [])
      .filter((output) => output.data?.[plotlyMime] && !output.data['image/png']),
  );
  if (lacking.length === 0) return 0;
  const images = await draw(lacking.map((output) => output.data?.[plotlyMime] as Figure));
  if (!images) return undefined;
  lacking.forEach((output, i) => {
    const image = images[i];
    if (!image || !output.data) return;
    output.data = sorted({ ...output.data, 'image/png': image.toString('base64') });
    output.metadata = { ...output.metadata, 'image/png': shownSize(image) };
  });
  for (const { path, notebook } of files) writeNotebook(path, notebook);
  return lacking.length;
}

/** nbformat keeps members sorted. */
const sorted = (bundle: MimeBundle): MimeBundle =>
  Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** Half of a PNG's own size: the images are drawn twice as fine as they are to be shown. Size: bytes 16 to 24 (PNG, 11.2.1). */
const shownSize = (png: Buffer): { width: number; height: number } => ({
  width: Math.round(png.readUInt32BE(16) / 2),
  height: Math.round(png.readUInt32BE(20) / 2),
});
