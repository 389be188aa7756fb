import { readFileSync } from 'node:fs';

/** Where the whole of plotly.js lies, in one file. */
export const plotlyPath = (): string => require.resolve('plotly.js/plotly.min.js');

/** Its source, safe inside a script element. */
export const plotlyScript = (): string => readFileSync(plotlyPath(), 'utf8').replaceAll('</script', '<\\/script');
