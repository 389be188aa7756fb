import { randomBytes } from 'node:crypto';
import weaviate, { type CollectionConfigCreate, type PropertyConfigCreate } from 'weaviate-client';
import type { Metric } from '../../datasets/dataset';
import type { AttributeKind, CollectionSpec } from '../engine';
import { propertyAt } from './objects';

/** `l2-squared` is the square of the distance, `dot` the negative inner product. */
const distances = { l2: 'l2-squared', cosine: 'cosine', ip: 'dot' } as const satisfies { [metric in Metric]: string };

/**
 * A class under a name that nobody else has. Its properties are not named as the attributes are, whose names may be any.
 * A text is one word: it is looked for as a whole.
 */
export function schemaOf(spec: CollectionSpec): CollectionConfigCreate & { name: string } {
  const { build, search, metric } = spec;
  const kinds = Object.values(spec.attributes ?? {});
  return {
    name: `Vexlab_${spec.name.replace(/[^a-zA-Z0-9]/g, '_').slice(0, 100)}_${randomBytes(4).toString('hex')}`,
    properties: kinds.map(declare),
    vectorizers: weaviate.configure.vectors.selfProvided({
      vectorIndexConfig: weaviate.configure.vectorIndex.hnsw({
        ...build,
        ...search,
        distanceMetric: distances[metric],
        // A server may compress by default.
        quantizer: weaviate.configure.vectorIndex.quantizer.none(),
      }),
    }),
  };
}

function declare(kind: AttributeKind, place: number): PropertyConfigCreate<undefined> {
  const name = propertyAt(place);
  return kind === 'text'
    ? { name, dataType: 'text', tokenization: 'field', indexSearchable: false }
    : { name, dataType: kind };
}
