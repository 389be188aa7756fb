// Takes the rows of VectorDBBench anew into figures.csv and leaves every other row as it is:
//   node results/published/make-figures.mjs [vectordbbench-runs.csv]
// Without an argument the file is looked for as the library does (see README.md). Which rows are taken is a rule, not a
// choice of results: every run over the smaller set of each family, and every run that counts what fits.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatFigures, parseFigures } from '../../lib/dist/results/published/figures-csv.js';
import { findPublishedRuns } from '../../lib/dist/results/published/read-published.js';
import { parseVectorDbBench } from '../../lib/dist/results/published/vectordbbench.js';

const file = 'vectordbbench-runs.csv';
const from = process.argv[2] ?? findPublishedRuns();
if (from === undefined) {
  throw new Error(`${file} is not here: name it, or put it in a folder of VEXLAB_DATASETS or in "published" beside one`);
}
const taken = /^(Cohere 1M|OpenAI 500K|SIFT, |GIST, )/;
const runs = parseVectorDbBench(readFileSync(from, 'utf8'), file).filter(({ dataset }) => taken.test(dataset));

const target = fileURLToPath(new URL('figures.csv', import.meta.url));
const others = parseFigures(readFileSync(target, 'utf8'), 'figures.csv').filter(({ id }) => !id.startsWith(file));
writeFileSync(target, formatFigures([...others, ...runs]));
process.stdout.write(`figures.csv: ${others.length} rows kept, ${runs.length} of ${file}\n`);
