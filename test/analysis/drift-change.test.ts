import { describe, expect, it } from 'vitest';
import { drift } from 'vexlab/dist/analysis/drift';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { changed, failing, hour } from './drift-courses';

describe('drift of failed requests', () => {
  it('is a collapse in the last fifth of a run, with its place and both levels', () => {
    const found = changed(drift(failing(Array.from({ length: 30 }, (_, i) => (i < 24 ? 0 : 100))), hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 24, before: 0, after: 1 }, hours: 30, median: 0 });
    expect(found.test.adjusted).toBeLessThan(0.001);
    expect(found.why).toContain('largest change among orders of the slices p = ');
  });

  it('falls where only the first slices fail', () => {
    const found = changed(drift(failing([90, 95, 80, 92, 88, ...new Array<number>(20).fill(1)]), hour));
    expect(found).toMatchObject({ verdict: 'falls', change: { from: 5 } });
    expect(found.change.before).toBeCloseTo(0.89, 12);
  });

  it('is a share that rises steadily', () => {
    const random = seededRandom(2);
    const rise = Array.from({ length: 30 }, (_, i) => Math.round(5 + i / 2 + 2 * random.normal()));
    expect(changed(drift(failing(rise.map((one) => Math.max(0, one))), hour)).verdict).toBe('rises');
  });

  it('is none where the engine failed for a while and recovered', () => {
    const outage = Array.from({ length: 30 }, (_, i) => (i > 11 && i < 17 ? 100 : 0));
    expect(changed(drift(failing(outage), hour)).verdict).toBe('no drift shown');
  });

  it('is none where no request fails, or always the same share', () => {
    for (const each of [0, 7, 100])
      expect(changed(drift(failing(new Array<number>(15).fill(each)), hour))).toMatchObject({
        verdict: 'no drift shown',
        why: 'all 15 slices are alike',
      });
  });

  it('leaves out slices in which nothing was due', () => {
    const tallies = failing(Array.from({ length: 20 }, (_, i) => (i < 14 ? 1 : 60)));
    const found = changed(drift(tallies.toSpliced(3, 1, { failed: 0, requests: 0 }), hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 14 } });
    expect(drift(failing([]), hour)).toMatchObject({ state: 'not available' });
  });
});

describe('drift of a latency that in some slices is that of a failed request', () => {
  const finite = (i: number): number => 10 + ((i * 7) % 5);

  it('counts these as slower than every answered one', () => {
    const course = Array.from({ length: 30 }, (_, i) => (i < 22 ? finite(i) : Infinity));
    const found = changed(drift(course, hour));
    expect(found).toMatchObject({ verdict: 'rises', change: { from: 22, before: 12, after: Infinity } });
  });

  it('finds no drift in failures now and then, and none where each slice is one', () => {
    const course = Array.from({ length: 30 }, (_, i) => (i % 6 === 2 ? Infinity : finite(i)));
    expect(changed(drift(course, hour)).verdict).toBe('no drift shown');
    expect(drift(new Array<number>(14).fill(Infinity), hour)).toMatchObject({ why: 'all 14 slices are alike' });
  });
});
