import type { DatasetDescription } from '../../truth/describe';
import { datasetText } from '../dataset-text';
import type { Figure } from '../figure';
import { whole } from '../format';
import { histogramChart, type HistogramSeries } from './histogram-chart';

type Spread = DatasetDescription['norms'];

const series = (name: string, { histogram, median }: Spread): HistogramSeries => ({ name, ...histogram, median });

const distanceNames = {
  l2: 'Euclidean distance',
  cosine: 'cosine distance, 1 − cosine',
  ip: 'negative inner product',
} as const;

/** How long a dataset's vectors are: base rows, and queries where there are any. */
export function vectorNormsChart(description: DatasetDescription): Figure {
  const { norms, queryNorms } = description;
  return histogramChart({
    title: 'Length of the vectors',
    subtitle: [
      datasetText(description),
      `${whole(norms.count)} base rows`,
      ...(queryNorms ? [`${whole(queryNorms.count)} queries`] : []),
    ],
    x: 'Euclidean norm (in units of the components)',
    of: 'vectors',
    series: [series('base rows', norms), ...(queryNorms ? [series('queries', queryNorms)] : [])],
  });
}

/** How far points are from their nearest base row; undefined where the description has no neighbours. */
export function nearestDistanceChart(description: DatasetDescription): Figure | undefined {
  const { nearest, points, metric } = description;
  if (!nearest) return undefined;
  return histogramChart({
    title: 'Distance to the nearest neighbour',
    subtitle: [datasetText(description), `${whole(nearest.count)} ${points}`],
    x: distanceNames[metric],
    of: points,
    series: [series(points, nearest)],
  });
}
