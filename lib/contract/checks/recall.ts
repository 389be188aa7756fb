import type { ContractCheck } from '../../engines/contract-check';
import type { Metric } from '../../datasets/dataset';
import { highEffort } from '../effort';
import { recall } from '../nearest';
import { plain } from '../plain';
import { short } from '../words';

const least = 0.99;
/** Below this a byte a component is no excuse. */
const quantised = 0.9;

const named: Readonly<Record<Metric, string>> = {
  l2: 'Euclidean distance',
  cosine: 'cosine',
  ip: 'inner product',
};

/** One for each metric, because an engine that takes a setting need not use it. */
export const recallChecks: readonly ContractCheck[] = (['l2', 'cosine', 'ip'] as const).map((metric) => ({
  name: `recall-${metric}`,
  question: `Does it find the nearest by ${named[metric]} when it searches with high effort?`,
  async run(kit) {
    const { engine, connection } = kit;
    if (!connection.capabilities.metrics.includes(metric)) {
      return { verdict: 'not-applicable', what: `It declares no ${named[metric]}.` };
    }
    const { collection, data } = await plain(kit, kit.data.ids.length, { metric });
    const found = await recall(collection, data, metric);
    const keepsLess = engine.keepsLess?.(engine.buildOptions.parse({}, engine.name)) ?? false;
    const effort = engine.common.ef ? `at ${engine.common.ef} ${highEffort}` : 'with its default search';
    return {
      verdict: found >= least ? 'pass' : 'finding',
      what: `Recall@10 by ${named[metric]} ${effort} over ${data.ids.length} vectors is ${short(found)}, at least ${least} is due.`,
      numbers: { recall: found, least },
      ...(found < least && { advice: adviceOf(named[metric], found, keepsLess) }),
    };
  },
}));

function adviceOf(metric: string, found: number, keepsLess: boolean): string {
  if (keepsLess && found >= quantised)
    return 'Its index keeps less than full precision, so that its recall may end below 1: compare it at equal recall.';
  return `Do not use its ${metric} before it is known what it computes instead.`;
}
