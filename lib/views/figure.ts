/** A JSON object as Plotly takes it. */
export interface PlotlyObject {
  readonly [attribute: string]: unknown;
}

/** A Plotly figure as plain JSON, in colours that read on a light and on a dark page. */
export interface Figure {
  readonly data: readonly PlotlyObject[];
  readonly layout: PlotlyObject;
  readonly config?: PlotlyObject;
  /** What the figure shows, for a reader without it: title, what was measured, and its numbers in words. */
  readonly text: string;
}

export const isFigure = (view: unknown): view is Figure =>
  typeof view === 'object' && view !== null && 'data' in view && 'layout' in view && 'text' in view;
