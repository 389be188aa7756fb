import type { RecordCommon, RecordEngine } from '../results/record';
import { groupBy } from './by-setting';
import { familyOf } from './dataset-family';
import { fitPowerLaw, type PowerLaw } from './fit-power-law';
import { settingKey } from './setting-key';
import { settingName } from './setting-name';
import type { IngestOutcome, IngestRunValues, IngestSummary } from './ingest-summary';

/** What grows while a collection is filled: bytes of memory and of disk, milliseconds until all can be searched. */
export type GrowingCost = 'memory' | 'disk' | 'time';

/** How a cost grows with the vectors or with their components, all else the same. */
export interface IngestGrowth {
  /** The engine, and what tells it from the others that grow but for their data. */
  readonly name: string;
  readonly engine: RecordEngine;
  /** The first of the sets that it goes over. */
  readonly dataset: RecordCommon['dataset'];
  readonly batch: number;
  readonly fresh: boolean;
  readonly cost: GrowingCost;
  /** What varies, and what the other one is: along n at this dim, along dim at this n. */
  readonly along: 'n' | 'dim';
  readonly at: number;
  /** The values of `along` that were measured, ascending. */
  readonly over: readonly number[];
  readonly law: PowerLaw;
}

const costs: { readonly [C in GrowingCost]: (run: IngestRunValues) => number | undefined } = {
  memory: (run) => run.memoryGrowth,
  disk: (run) => run.diskGrowth,
  time: (run) => run.totalMs,
};

/**
 * The exponents of what filling costs, of each engine along n at each dim and along dim at each n where at least two sizes were
 * measured: cost ≈ a·n^b ({@link fitPowerLaw}). Real sets of different sizes are different data, so a set of one name only stands
 * beside its own scales; generated sets where all but n and dim is the same.
 */
export function ingestGrowth(
  outcomes: readonly IngestOutcome[],
  of: readonly GrowingCost[] = ['memory', 'disk', 'time'],
): IngestGrowth[] {
  const measured = outcomes.filter((one) => one.state === 'measured');
  const nameless = (one: IngestSummary) => ({ ...one, dataset: { name: '' } });
  const named = (one: IngestSummary): string => settingName(nameless(one), measured.map(nameless));
  return groupBy(measured, alike).flatMap((group) =>
    (['n', 'dim'] as const).flatMap((along) => {
      const other = along === 'n' ? 'dim' : 'n';
      return groupBy(group, ({ dataset }) => `${dataset[other]}`)
        .filter((line) => line.length > 1)
        .sort(([a], [b]) => a.dataset[other] - b.dataset[other])
        .flatMap((line) => of.map((cost) => ({ name: named(line[0]), ...growthOf(line, along, cost) })));
    }),
  );
}

/** What must be the same of two sizes that are held against each other. */
const alike = (one: IngestSummary): string => settingKey(one, { dataset: [familyOf(one.dataset), one.dataset.metric] });

function growthOf(
  line: readonly [IngestSummary, ...IngestSummary[]],
  along: 'n' | 'dim',
  cost: GrowingCost,
): Omit<IngestGrowth, 'name'> {
  const [{ engine, batch, fresh, dataset }] = line;
  const rising = [...line].sort((a, b) => a.dataset[along] - b.dataset[along]);
  return {
    engine,
    dataset,
    batch,
    fresh,
    cost,
    along,
    at: dataset[along === 'n' ? 'dim' : 'n'],
    over: rising.map((one) => one.dataset[along]),
    law: lawOf(rising, along, cost),
  };
}

function lawOf(line: readonly IngestSummary[], along: 'n' | 'dim', cost: GrowingCost): PowerLaw {
  const points = line.map((one) => ({
    x: one.dataset[along],
    runs: one.runs.flatMap((run) => {
      const value = costs[cost](run);
      return value === undefined ? [] : [{ value, build: run.build }];
    }),
  }));
  // An empty point would say "no value"; the summary knows why there is none.
  const lacking = line.find((_, i) => points[i]?.runs.length === 0);
  const found = lacking && (cost === 'disk' ? lacking.diskPerThousand : lacking.memoryPerThousand);
  if (found?.state === 'not available') return found;
  const law = fitPowerLaw(points);
  const some = line.flatMap(({ runs }, i) => {
    const { x, runs: known } = points[i] as (typeof points)[number];
    return known.length < runs.length ? [`at ${x} of ${known.length} of ${runs.length} runs`] : [];
  });
  if (law.state === 'not available' || some.length === 0) return law;
  return { ...law, why: `${law.why}; known ${some.join(', ')} alone` };
}
