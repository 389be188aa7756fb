import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import { LabError } from '../base/lab-error';

export type { Histogram } from 'hdr-histogram-js';

/** The longest latency that a histogram tells apart from a longer one: an hour, in nanoseconds. */
const longestNs = 3600e9;

/** 64-bit counts: merged runs may hold more than the 2³² of the default. */
const bitBucketSize = 64;

/**
 * An empty HDR histogram of nanoseconds, 1 ns to 1 h, 3 significant digits: a value read back is at most 0.1 % off.
 * Gil Tene's HdrHistogram, in its JavaScript port.
 */
export function newHistogram(): Histogram {
  return build({
    bitBucketSize,
    lowestDiscernibleValue: 1,
    highestTrackableValue: longestNs,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });
}

/** Puts one latency in; longer than an hour counts as an hour, shorter than a nanosecond as one. */
export function recordLatency(histogram: Histogram, ns: number): void {
  histogram.recordValue(Math.min(Math.max(Math.round(ns), 1), longestNs));
}

/** The V2 compressed encoding that every HdrHistogram library reads, base64. */
export const encodeHistogram = (histogram: Histogram): string => encodeIntoCompressedBase64(histogram);

/** Reads {@link encodeHistogram}'s text; throws a LabError (`bad-histogram`) where it is damaged. */
export function decodeHistogram(text: string): Histogram {
  try {
    return decodeFromCompressedBase64(text, bitBucketSize, false);
  } catch (cause) {
    throw new LabError({
      code: 'bad-histogram',
      where: 'histogram',
      what: `${JSON.stringify(text.slice(0, 24))}… (${text.length} characters) is not a compressed V2 HDR histogram`,
      cause,
    });
  }
}
