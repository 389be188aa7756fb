import { escapeHtml } from '../escape';

/** A section with an address in the page. `html` is already safe. */
export const section = (id: string, title: string, html: string): string =>
  `<section id="${escapeHtml(id)}"><h2>${escapeHtml(title)}</h2>\n${html}\n</section>`;

/** A paragraph, or a list where there are several texts. */
export const prose = (texts: readonly string[]): string =>
  texts.length === 1 ? `<p>${escapeHtml(texts[0] ?? '')}</p>` : list(texts);

export const list = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('\n')}</ul>`;

/** Names and values in two columns; values without a name list follow each other. */
export const definitions = (pairs: readonly (readonly [string, string])[]): string =>
  `<dl>${pairs.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('\n')}</dl>`;

/** A takeaway above its figure, which the page draws from its place among the figures. */
export const chart = (takeaway: readonly string[], at: number): string =>
  `<figure><figcaption>${takeaway.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</figcaption>` +
  `<div class="chart" data-figure="${at}"></div></figure>`;
