import type { Figure, PlotlyObject } from './figure';

/** Colours of everything in a figure that is not an engine's. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly missing: string;
  /** For engines whose own colour is black, which a dark page swallows. */
  readonly black: string;
  readonly paper: string;
  readonly hover: string;
}

/** What figures are made in: mid-greys on nothing, readable on a light and on a dark page. */
export const neutral: Palette = {
  ink: '#75797e',
  muted: '#7f8388',
  grid: 'rgba(128,132,137,0.25)',
  missing: '#8d9196',
  black: '#6b6f74',
  paper: 'rgba(0,0,0,0)',
  hover: '#f4f5f7',
};

const light: Palette = {
  ink: '#1f2328',
  muted: '#57606a',
  grid: '#e4e7eb',
  missing: '#8b949e',
  black: '#000000',
  paper: '#ffffff',
  hover: '#ffffff',
};

const dark: Palette = {
  ink: '#e8eaed',
  muted: '#a8b0b8',
  grid: '#343a41',
  missing: '#7b848d',
  black: '#f2f2f2',
  paper: '#15181b',
  hover: '#22262b',
};

export const palettes = { light, dark } as const;
export type Mode = keyof typeof palettes;

/** Pairs of a neutral colour and what stands for it in the mode, as they occur in a figure's JSON: alone, or in a text's style. */
export function recolouring(mode: Mode): [string, string][] {
  return Object.entries(neutral).flatMap(([role, colour]): [string, string][] => {
    const shown = palettes[mode][role as keyof Palette];
    return [
      [`"${colour}"`, `"${shown}"`],
      [`color:${colour}`, `color:${shown}`],
    ];
  });
}

/** The figure in the colours of a light or a dark page, on that page's paper. */
export function withMode(figure: Figure, mode: Mode): Figure {
  const text = recolouring(mode).reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(figure));
  return JSON.parse(text) as Figure;
}

/** An engine's colour as figures carry it. */
export const engineColour = (colour: string): string =>
  /^(#000|#000000|black)$/i.test(colour.trim()) ? neutral.black : colour;

/** A hex colour with an opacity. */
export function faded(colour: string, opacity: number): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!hex) return colour;
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${r},${g},${b},${opacity})`;
}

const family = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Height of a figure in pixels; the width is the page's. */
export const figureHeight = 540;

export const font = (size: number, color: string = neutral.ink): PlotlyObject => ({ family, size, color });

/** An axis as every figure draws it. */
export const axis = (title: string, more: PlotlyObject): PlotlyObject => ({
  title: { text: title, font: font(13), standoff: 10 },
  tickfont: font(12, neutral.muted),
  gridcolor: neutral.grid,
  linecolor: neutral.grid,
  tickcolor: neutral.grid,
  ticks: 'outside',
  ticklen: 4,
  zeroline: false,
  automargin: true,
  ...more,
});

/** Buttons that help with a chart; none that leads off the page. */
export const config: PlotlyObject = {
  displaylogo: false,
  responsive: true,
  showSendToCloud: false,
  showEditInChartStudio: false,
  modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d'],
};
