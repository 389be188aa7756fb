import type { Dataset } from '../datasets/dataset';
import type { DatasetDescription } from '../truth/describe';

/** What `datasets show` tells of a dataset, as data. */
export const datasetFacts = (dataset: Dataset, description: DatasetDescription) => ({
  ...description,
  digest: dataset.digest,
  provenance: dataset.provenance,
  attributes: [...dataset.attributes.values()].map(({ name, type }) => ({ name, type })),
  truth: dataset.truth ? { queries: dataset.truth.nq, k: dataset.truth.k } : null,
});

export type DatasetFacts = ReturnType<typeof datasetFacts>;

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** The same for a reader, a fact a line. */
export function datasetText(facts: DatasetFacts): string {
  const { norms, nearest, intrinsicDimension: dimension } = facts;
  const lines: [string, string][] = [
    ['dataset', `${facts.name}${facts.synthetic ? ' (synthetic)' : ''}`],
    ['shape', `${facts.n} × ${facts.dim} ${facts.type}, ${facts.queries} queries`],
    ['metric', facts.metric],
    ['source', facts.provenance.source],
    ['licence', facts.provenance.licence],
    ...(facts.provenance.path ? [['file', facts.provenance.path] as [string, string]] : []),
    ['content', facts.digest],
    ['attributes', facts.attributes.map(({ name, type }) => `${name} (${type})`).join(', ') || 'none'],
    ['truth', facts.truth ? `shipped, k = ${facts.truth.k}` : 'none shipped: computed when needed'],
    ['norms', `${short(norms.min)} to ${short(norms.max)}, median ${short(norms.median)}`],
    ...(nearest
      ? [
          ['nearest', `distance ${short(nearest.min)} to ${short(nearest.max)}, median ${short(nearest.median)}`] as [
            string,
            string,
          ],
        ]
      : []),
    ['intrinsic dimension', dimension.state === 'undefined' ? `undefined: ${dimension.why}` : short(dimension.value)],
    ['checks', `every component is finite; ${facts.duplicates} duplicate rows, ${facts.zeroVectors} rows of length 0`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}
