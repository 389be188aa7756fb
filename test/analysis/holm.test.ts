import { describe, expect, it } from 'vitest';
import { holm } from 'vexlab/dist/analysis/holm';
import { normalCdf } from 'vexlab/dist/analysis/normal';
import { seededRandom } from 'vexlab/dist/datasets/random';

describe('holm', () => {
  // statsmodels 0.15.0: multipletests(p, method='holm')[1]. The first is also Holm's procedure by hand: the smallest of 4
  // times 4, the next times 3, then 2, then 1, and none below the one before.
  it.each([
    { p: [0.01, 0.04, 0.03, 0.005], adjusted: [0.03, 0.06, 0.06, 0.02] },
    { p: [0.0079, 0.0079, 0.0079, 0.42], adjusted: [0.0316, 0.0316, 0.0316, 0.42] },
    { p: [0.2, 0.6, 0.9], adjusted: [0.6, 1, 1] },
    { p: [0.02, 0.02, 0.021], adjusted: [0.06, 0.06, 0.06] },
    { p: [0.001], adjusted: [0.001] },
    { p: [], adjusted: [] },
  ])("of $p is statsmodels'", ({ p, adjusted }) => {
    const found = holm(p);
    expect(found).toHaveLength(p.length);
    found.forEach((one, i) => expect(one).toBeCloseTo(adjusted[i] as number, 12));
  });

  it('says any false difference in at most 5 % of tables, also where tests depend on each other', () => {
    const random = seededRandom(8);
    const tables = 4000;
    let [wrong, uncorrected] = [0, 0];
    for (let table = 0; table < tables; table++) {
      const shared = random.normal();
      const p = Array.from({ length: 10 }, () => {
        const z = Math.SQRT1_2 * (shared + random.normal());
        return 2 * normalCdf(-Math.abs(z));
      });
      if (p.some((one) => one < 0.05)) uncorrected += 1;
      if (holm(p).some((one) => one < 0.05)) wrong += 1;
    }
    // 0.05 and twice its error of √(0.05 × 0.95 / 4000).
    expect(wrong / tables).toBeLessThan(0.057);
    expect(uncorrected / tables).toBeGreaterThan(0.2);
  });
});
