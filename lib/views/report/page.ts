import { escapeHtml, scriptJson } from '../escape';
import type { Figure } from '../figure';
import { plotlyScript } from '../plotly-script';
import { recolouring } from '../theme';
import { drawScript } from './draw-script';
import { pageStyle } from './page-style';

export interface Page {
  readonly title: string;
  readonly lead: string;
  /** HTML, already safe. */
  readonly sections: readonly string[];
  readonly figures: readonly Figure[];
}

/** The browser itself refuses whatever would leave the page. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:";

/** The page around the sections, with Plotly inlined once. */
export function page({ title, lead, sections, figures }: Page): string {
  const drawings = figures.map(({ data, layout, config, text }) => ({ data, layout, config, text }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(lead)}</p>
${sections.join('\n')}
</main>
${figures.length > 0 ? `<script>${plotlyScript()}</script>` : ''}
<script type="application/json" id="figures">${scriptJson(JSON.stringify(drawings))}</script>
<script type="application/json" id="colours">${scriptJson({ light: recolouring('light'), dark: recolouring('dark') })}</script>
<script>${drawScript}</script>
</body>
</html>
`;
}
