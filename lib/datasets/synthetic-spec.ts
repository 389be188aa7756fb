import { LabError } from '../base/lab-error';
import type { Metric } from './dataset';

/** What a generated dataset is made from. */
export interface SyntheticSpec {
  /** Base rows. */
  readonly n: number;
  readonly dim: number;
  readonly clusters: number;
  /** Dimensions in which the points really vary, at most `dim`. */
  readonly intrinsic: number;
  readonly queries: number;
  readonly metric: Metric;
  readonly seed: number;
}

const prefix = 'synthetic:';
const defaults: SyntheticSpec = { n: 10_000, dim: 64, clusters: 10, intrinsic: 8, queries: 100, metric: 'l2', seed: 1 };

export const isSynthetic = (name: string): boolean => name.startsWith(prefix);

/** The full name, every member in it: the same name is the same data. */
export const syntheticName = (spec: SyntheticSpec): string =>
  prefix + (Object.keys(defaults) as (keyof SyntheticSpec)[]).map((key) => `${key}=${spec[key]}`).join(',');

/**
 * Reads `synthetic:n=10000,dim=64,clusters=10,intrinsic=8,queries=100,metric=l2,seed=1`; what is left out is as here.
 * @throws LabError `bad-synthetic` that names the member
 */
export function parseSynthetic(name: string): SyntheticSpec {
  const members = name.slice(prefix.length).split(',').filter(Boolean);
  const spec: Record<string, number | string> = { ...defaults };
  for (const member of members) {
    const [key = '', value = ''] = member.split('=');
    if (!(key in defaults)) throw bad(name, `unknown member ${key}`);
    if (key === 'metric') {
      if (!['l2', 'cosine', 'ip'].includes(value)) throw bad(name, `metric is ${value}, not l2, cosine or ip`);
      spec.metric = value;
    } else {
      const least = key === 'seed' ? 0 : 1;
      if (!/^\d+$/.test(value) || Number(value) < least || !Number.isSafeInteger(Number(value))) {
        throw bad(name, `${key} is "${value}", not an integer from ${least} on`);
      }
      spec[key] = Number(value);
    }
  }
  const { dim, intrinsic } = spec as unknown as SyntheticSpec;
  if (intrinsic > dim) throw bad(name, `intrinsic is ${intrinsic}, more than dim, ${dim}`);
  return spec as unknown as SyntheticSpec;
}

function bad(name: string, what: string): LabError {
  const remedy = `its members are ${Object.keys(defaults).join(', ')}`;
  return new LabError({ code: 'bad-synthetic', where: name, what, remedy });
}
