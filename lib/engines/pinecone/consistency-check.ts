import type { ContractCheck } from '../contract-check';

const rows = 500;

/** The lab waits for the count; whoever does not should know for how long vectors stay unseen. */
export const consistencyCheck: ContractCheck = {
  name: 'eventual-consistency',
  question: 'How long after they were acknowledged are vectors counted?',
  async run(kit) {
    const { data } = kit;
    const collection = await kit.open({ attributes: undefined, capacity: rows });
    await collection.insert({ ids: data.ids.slice(0, rows), vectors: data.vectors.slice(0, rows * data.dim) });
    const atOnce = await collection.count();
    const begun = performance.now();
    await collection.ready();
    const seconds = (performance.now() - begun) / 1000;
    return {
      verdict: 'fact',
      what:
        `It is eventually consistent: of ${rows} acknowledged vectors ${atOnce} were counted at once, ` +
        `all after ${seconds.toFixed(1)} s.`,
      numbers: { atOnce, seconds },
    };
  },
};
