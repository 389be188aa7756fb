import { describe, expect, it } from 'vitest';
import { judgeRepetitions } from 'vexlab/dist/analysis/judge-repetitions';

const windows = (held: number, broken: number, notJudged = 0) => [
  ...Array.from({ length: held }, () => ({ verdict: 'held' as const, why: [] })),
  ...Array.from({ length: broken }, () => ({ verdict: 'broken' as const, why: ['it broke'] })),
  ...Array.from({ length: notJudged }, () => ({ verdict: 'not judged' as const, why: ['late'] })),
];

describe('a rate over its repetitions', () => {
  it.each([
    [4, 1, 'held'],
    [8, 2, 'held'],
    [18, 2, 'held'],
    [98, 2, 'held'],
    [28, 7, 'held'],
    [7, 2, 'broken'],
    [3, 2, 'broken'],
    [0, 2, 'broken'],
    [78, 22, 'broken'],
    [2, 0, 'held'],
    [3, 1, 'undecided'],
    [1, 1, 'undecided'],
    [1, 0, 'undecided'],
    [0, 1, 'undecided'],
    [0, 0, 'undecided'],
  ])('of which %d held and %d broke: %s', (held, broken, verdict) => {
    expect(judgeRepetitions(windows(held, broken))).toEqual({ verdict, windows: { held, broken, notJudged: 0 } });
  });

  it.each([
    [2, 0, 3, 'held'],
    [4, 1, 5, 'held'],
    [0, 2, 8, 'broken'],
    [1, 1, 2, 'undecided'],
    [3, 1, 2, 'undecided'],
    [1, 1, 3, 'not judged'],
    [0, 0, 2, 'not judged'],
    [0, 0, 1, 'undecided'],
  ])('of which %d held, %d broke and %d are not judged: %s', (held, broken, notJudged, verdict) => {
    expect(judgeRepetitions(windows(held, broken, notJudged)).verdict).toBe(verdict);
  });

  it('does not depend on how often it was measured, from ten windows on', () => {
    for (const [held, broken] of [
      [9, 1],
      [8, 2],
      [7, 3],
      [5, 5],
    ] as const) {
      // prettier-ignore
      const verdicts = [1, 2, 10].map((times) => judgeRepetitions(windows(held * times, broken * times)).verdict);
      expect(new Set(verdicts).size).toBe(1);
    }
  });
});
