import { describe, expect, it } from 'vitest';
import { canonicalJson, contentId } from 'vexlab/dist/base/canonical-json';

describe('canonicalJson', () => {
  it('sorts keys, keeps array order and drops undefined members', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: undefined } })).toBe('{"a":{"d":null},"b":[2,1]}');
  });
  it('refuses numbers that JSON would turn into null', () => {
    expect(() => canonicalJson({ a: NaN })).toThrow('NaN has no JSON form');
  });
});

describe('contentId', () => {
  it('is the head of the sha256 of the canonical text', () => {
    // printf '{}' | sha256sum
    expect(contentId({})).toBe('44136fa355b3678a');
  });
});
