/** A value of a frame. */
export type FrameValue = string | number | boolean | null | undefined;

/**
 * What the lab promises of a Danfo DataFrame; the object is a whole one. Danfo's own types are not used here: they
 * bring TensorFlow's along.
 */
export interface Frame {
  readonly columns: string[];
  readonly shape: number[];
  readonly values: readonly (readonly FrameValue[])[];
  head(rows?: number): Frame;
  tail(rows?: number): Frame;
  sortValues(by: string, options?: { ascending?: boolean }): Frame;
  loc(options: { rows?: (string | number | boolean)[]; columns?: string[] }): Frame;
  groupby(columns: string[]): unknown;
  describe(): Frame;
  toString(): string;
  print(): void;
}

export const isFrame = (view: unknown): view is Frame =>
  typeof view === 'object' &&
  view !== null &&
  'columns' in view &&
  'shape' in view &&
  'values' in view &&
  'groupby' in view;

interface Danfo {
  DataFrame: new (columns: Readonly<Record<string, readonly FrameValue[]>>) => Frame;
}

/** Not a literal, so that the compiler leaves Danfo's and TensorFlow's types alone. */
const danfo: string = 'danfojs-node';

/** A Danfo DataFrame of columns of equal length. Danfo is loaded here and nowhere else: it takes a second or two. */
export async function toFrame(columns: Readonly<Record<string, readonly FrameValue[]>>): Promise<Frame> {
  const { DataFrame } = (await import(danfo)) as Danfo;
  return new DataFrame(columns);
}
