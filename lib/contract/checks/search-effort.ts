import type { ContractCheck, ContractKit } from '../../engines/contract-check';
import type { Collection } from '../../engines/engine';
import { askedBuild, buildWith, highEffort, lowEffort, searchOfEffort } from '../effort';
import { recall, usualMetric } from '../nearest';
import { plain } from '../plain';
import { short } from '../words';

/** Few links, so that the sample is hard enough to be missed. */
const sparse = { m: 4, efConstruction: 20 };

export const efChangesRecall: ContractCheck = {
  name: 'ef-changes-recall',
  question: 'Is a change of the search effort truly in force, or only reported?',
  async run(kit) {
    const { engine, connection } = kit;
    const { ef } = engine.common;
    const how = connection.capabilities.searchParams;
    if ((how === 'none') !== (engine.searchOptions.names.length === 0)) {
      return {
        verdict: 'broken',
        what: `It declares search parameters: ${how}, and has ${engine.searchOptions.names.length}.`,
      };
    }
    if (!ef) return { verdict: 'not-applicable', what: 'It has no parameter that is the common ef.' };
    const low = searchOfEffort(engine, lowEffort);
    const high = searchOfEffort(engine, highEffort);
    const made = (search: typeof low): Promise<Collection> => sparseIndex(kit, search);
    const metric = usualMetric(connection.capabilities);
    const blunt = await made(low);
    if ('configure' in blunt !== (how === 'configure')) {
      return { verdict: 'broken', what: `It declares search parameters: ${how}, and its collections differ.` };
    }
    const lowRecall = await recall(blunt, kit.data, metric);
    const lowRead = (await blunt.readBack())[ef];
    if (blunt.configure) await blunt.configure(high);
    const sharp = blunt.configure ? blunt : await made(high);
    const highRecall = await recall(sharp, kit.data, metric);
    const highRead = (await sharp.readBack())[ef];
    if (sharp.configure) await sharp.configure(low);
    const againRecall = sharp.configure ? await recall(sharp, kit.data, metric) : lowRecall;
    const changed = highRecall > lowRecall + 0.02 && againRecall < highRecall - 0.02;
    const reported = lowRead === low[ef] && highRead === high[ef];
    const good = changed && reported;
    return {
      verdict: good ? 'pass' : 'finding',
      what:
        `${ef} ${low[ef]} and ${high[ef]} give recall@10 ${short(lowRecall)} and ${short(highRecall)}` +
        `${sharp.configure ? `, ${short(againRecall)} set back` : ', each with an index of its own'}; ` +
        `it reports ${lowRead} and ${highRead}.`,
      numbers: { low: lowRecall, high: highRecall, again: againRecall },
      ...(!good && { advice: `Do not sweep ${ef}: what is measured is not what is set.` }),
    };
  },
};

export const readBack: ContractCheck = {
  name: 'read-back',
  question: 'Are unusual index parameters those that the engine reports?',
  async run(kit) {
    const { engine } = kit;
    const values = { m: 12, efConstruction: 77 };
    const asked = askedBuild(engine, values);
    const names = Object.keys(asked);
    if (names.length === 0) return { verdict: 'not-applicable', what: 'It has none of the common index parameters.' };
    const { collection } = await plain(kit, 20, { build: buildWith(engine, values) });
    const reported = await collection.readBack();
    const silent = names.filter((name) => reported[name] === undefined);
    const other = names.filter((name) => reported[name] !== undefined && reported[name] !== asked[name]);
    const what = `${names.map((name) => `${name}: ${asked[name]} asked, ${reported[name] ?? 'nothing'} reported`).join('; ')}.`;
    if (other.length === 0) return { verdict: silent.length > 0 ? 'fact' : 'pass', what };
    return { verdict: 'finding', what, advice: 'Its index is another than the one in the figures.' };
  },
};

async function sparseIndex(kit: ContractKit, search: ReturnType<typeof searchOfEffort>): Promise<Collection> {
  const build = buildWith(kit.engine, sparse);
  return (await plain(kit, kit.data.ids.length, { build, search })).collection;
}
