import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditPublished, countByRule, countByVerdict, type AuditedRow } from 'vexlab/dist/analysis/published/audit';
import { objections } from 'vexlab/dist/analysis/published/objections';
import { publishedRules } from 'vexlab/dist/analysis/published/rules';
import { seededRandom } from 'vexlab/dist/analysis/random';
import { formatFigures } from 'vexlab/dist/results/published/figures-csv';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';
import { publishedFigures } from 'vexlab/dist/results/published/read-published';
import { published } from './judge';
import { simulated } from './simulated';

interface Recount {
  rules: { [rule: string]: [fail: number, warn: number] };
  rows: { [verdict: string]: number };
  contradicting: string[];
}

/** The same table judged by the script, which shares no code with the library. */
function recount(rows: readonly PublishedRow[]): Recount {
  const folder = mkdtempSync(join(tmpdir(), 'vexlab-recount-'));
  try {
    const path = join(folder, 'figures.csv');
    writeFileSync(path, formatFigures(rows));
    return JSON.parse(execFileSync('python3', [join(__dirname, 'recount.py'), path], { encoding: 'utf8' })) as Recount;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const counted = (audit: readonly AuditedRow[]): Recount => ({
  rules: Object.fromEntries(
    countByRule(audit).flatMap(({ rule, fail, warn }) =>
      fail + warn > 0 ? [[rule.check, [fail, warn] as [number, number]]] : [],
    ),
  ),
  rows: { ...countByVerdict(audit) },
  contradicting: audit.flatMap(({ row, verdict }) => (verdict === 'fail' ? [row.id] : [])).sort(),
});

describe('an audit', () => {
  it('finds in the table of the project what a recount by another program finds', () => {
    const found = counted(auditPublished(publishedFigures()));
    expect(found).toEqual(recount(publishedFigures()));
    expect(found.rules['littles-law']).toEqual([1, 0]);
    expect(found.rules['one-build']).toEqual([15, 0]);
    expect(found.rules['repeated-digits']).toEqual([0, 2]);
    expect(found.contradicting).toHaveLength(16);
    expect(found.contradicting).toContain('qdrant-2024-06:3');
  });

  it('agrees with the recount on figures that were tampered with, where every rule has something to find', () => {
    const rows = tampered(publishedFigures(), 7);
    const found = counted(auditPublished(rows));
    expect(found).toEqual(recount(rows));
    expect(Object.keys(found.rules).sort()).toEqual(publishedRules.map(({ check }) => check).sort());
  });

  it('takes the worst verdict, and counts the rules that could be applied', () => {
    const [broken, silent, failed] = auditPublished([
      published({ latencyOf: 'same', rate: 1226, meanMs: 3.12, clients: 100, recall: 0.9 }, 1),
      published({ k: 10 }, 2),
      published({ rate: 0, recall: 0, state: 'failed' }, 3),
    ]);
    expect(broken).toMatchObject({ verdict: 'fail', applied: 3 });
    expect(silent).toMatchObject({ verdict: 'not judged', applied: 0 });
    expect(failed).toMatchObject({ verdict: 'not judged', applied: 0 });
  });

  it('gathers rows with one reason, contradictions first', () => {
    const zero = { rate: 0, recall: 0, state: 'ok' } as const;
    const found = objections(
      auditPublished([published(zero, 1), published({ rate: 0, recall: 0.5 }, 2), published(zero, 3)]),
    );
    expect(found.map(({ verdict, check, rows }) => [verdict, check, rows.map(({ id }) => id)])).toEqual([
      ['fail', 'zeros', ['test:2']],
      ['warn', 'zeros', ['test:1', 'test:3']],
    ]);
  });

  it('has nothing against benchmarks that were simulated without a fault', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const audit = auditPublished(simulated(60, seed));
      expect(objections(audit)).toEqual([]);
      const applied = countByRule(audit).filter(({ pass }) => pass > 0);
      expect(applied).toHaveLength(publishedRules.length);
    }
  });

  it('names each rule once', () => {
    expect(new Set(publishedRules.map(({ check }) => check)).size).toBe(publishedRules.length);
  });
});

/** Rows with figures changed at random: some halved, zeroed, copied from the row before, given clients or a mean. */
function tampered(rows: readonly PublishedRow[], seed: number): PublishedRow[] {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random() < share;
  return rows.map((row, i) => {
    const before = rows[i - 1] ?? row;
    const { rate = 1, p99Ms = 1, rows: vectors, recall = 0.9, loadS = 1 } = row;
    const clients = 1 + Math.floor(random() * 64);
    return {
      ...row,
      ...(chance(0.1) && { rate: 0 }),
      ...(chance(0.1) && { rate: Number((rate / 50).toFixed(4)) }),
      ...(chance(0.1) && { recall: Number((recall * 0.9).toFixed(4)) }),
      ...(chance(0.1) && { recall: 1 }),
      ...(chance(0.05) && { recall: 1.5 }),
      ...(chance(0.1) && { p95Ms: p99Ms * (chance(0.5) ? 2 : 0.5) }),
      ...(chance(0.3) && { clients, latencyOf: 'same', meanMs: Number((p99Ms * random() * 1.5).toFixed(2)) }),
      ...(chance(0.1) && { clients, latencyOf: 'same' }),
      ...(chance(0.1) && { loadS: loadS / 1e5 }),
      ...(chance(0.1) && { params: { ...row.params, M: 7 } }),
      ...(chance(0.2) && vectors !== undefined && { loaded: vectors - (chance(0.5) ? 1 : 0) }),
      ...(chance(0.1) && {
        rate: before.rate ?? 1,
        recall: before.recall ?? 1,
        p99Ms: before.p99Ms ?? 1,
        meanMs: before.meanMs,
      }),
    };
  });
}
