/**
 * The two generations of VexFS's HTTP server: `unified` (port 7680) answers as Chroma does and wants an API key for what it
 * changes; `wrapped` (port 8000, release 1.1.0) puts every reply into `{ success, data, error }` and knows no keys.
 */
export type Generation = 'unified' | 'wrapped';

export interface VexfsVersion {
  readonly generation: Generation;
  readonly version: string;
}

export const versionPath = '/api/v1/version';

/**
 * What an answer to `GET /api/v1/version` says; undefined where it is not VexFS's. Chroma has the same path and the same
 * port as the older generation: without the name VexFS nothing counts.
 */
export function readVersion(body: string): VexfsVersion | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isObject(answer)) return undefined;
  if (isNamed(answer.name)) return { generation: 'unified', version: numberIn(answer.version) };
  if (answer.success !== true) return undefined;
  const { data } = answer;
  if (isObject(data) && isNamed(data.name)) return { generation: 'wrapped', version: numberIn(data.version) };
  return isNamed(data) ? { generation: 'wrapped', version: numberIn(data) } : undefined;
}

/** As a record names it: both generations call themselves 1.0.0. */
export const versionText = ({ version, generation }: VexfsVersion): string => `${version} (${generation})`;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNamed = (name: unknown): boolean => typeof name === 'string' && /^VexFS\b/.test(name);

const numberIn = (version: unknown): string => /\d+(\.\d+)+/.exec(String(version))?.[0] ?? 'unknown';
