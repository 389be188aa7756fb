import type { ContractCheck, ContractKit, ContractSample, Outcome } from '../../engines/contract-check';
import { connectApart } from '../../engines/apart/connect-apart';
import type { Collection, Connection } from '../../engines/engine';
import { attempt } from '../attempt';
import { k, recall, usualMetric } from '../nearest';
import { plain } from '../plain';
import { firstRows } from '../sample';
import { settle } from '../settle';
import { short, told } from '../words';

const rows = 1000;
/** Of them, those that are searchable when the rest is inserted. */
const rowsBefore = 900;

/**
 * After a stop, and after kill -9. An engine that lives in the lab's process is asked in a process of its own.
 * @param connect makes that process; another only in tests
 */
export const durabilityChecks = (connect = connectApart): readonly [ContractCheck, ContractCheck] => [
  {
    name: 'durability-stop',
    question: 'Is what was acknowledged there after the engine was stopped and started again?',
    run: (kit) => durability(kit, connect, false),
  },
  {
    name: 'durability-kill',
    question:
      'Is what was acknowledged there after kill -9 (which is no power cut: the system keeps what was written)?',
    run: (kit) => durability(kit, connect, true),
  },
];

async function durability(kit: ContractKit, connect: typeof connectApart, hard: boolean): Promise<Outcome> {
  const { connection } = kit;
  const { how, capabilities } = connection;
  const notApplicable = (what: string): Outcome => ({ verdict: 'not-applicable', what });
  if (connection.restart) return afterRestart(kit, hard);
  const declared = `it is declared ${capabilities.durable ? '' : 'not '}durable`;
  if (how !== 'in-process') return notApplicable(`The lab did not start it and may not end it; ${declared}.`);
  if (!capabilities.durable) return notApplicable(`It keeps its vectors in the lab's own process alone; ${declared}.`);
  return afterRestart(await kit.apart(connect), hard, ', in a process of its own');
}

async function afterRestart(kit: ContractKit, hard: boolean, where = ''): Promise<Outcome> {
  const { connection } = kit;
  const metric = usualMetric(connection.capabilities);
  const { collection, data: first } = await plain(kit, rowsBefore, { capacity: rows });
  const recallBefore = await recall(collection, first, metric);
  const data = firstRows(kit.data, rows);
  // Acknowledged, and no more: nothing has waited for it to be searchable.
  await collection.insert({
    ids: data.ids.slice(rowsBefore),
    vectors: data.vectors.slice(rowsBefore * data.dim),
  });
  await connection.restart?.(hard);
  // Counted before `ready`, which rejects where vectors are missing.
  const counted = await attempt(() => collection.count());
  const after = counted.ok ? counted.value : 0;
  const ready = after === 0 ? undefined : await attempt(() => settle(collection));
  const found = after === 0 ? undefined : await attempt(() => recall(collection, data, metric));
  // An engine that forgot the collection may refuse to drop it: there is nothing left that the kit must drop.
  if (!counted.ok) await attempt(() => collection.drop());
  const recallAfter = found?.ok ? found.value : 0;
  const last = after === 0 ? undefined : await attempt(() => foundByThemselves(collection, data, rowsBefore));
  const lastFound = last?.ok ? last.value : 0;
  const troubles = [counted, ready, found, last].flatMap((one) => (one && !one.ok ? [told(one.error)] : []));
  return outcome(
    connection,
    `${hard ? 'kill -9' : 'a stop'} and a start${where}`,
    { before: rows, after, recallBefore, recallAfter, lastFound },
    troubles,
  );
}

/** How many rows from this one on are among the ten nearest to themselves: counted is not found. */
async function foundByThemselves(
  collection: Collection,
  { ids, vectors, dim }: ContractSample,
  from: number,
): Promise<number> {
  let hits = 0;
  for (let row = from; row < ids.length; row++) {
    const answer = await collection.search(vectors.slice(row * dim, (row + 1) * dim), k);
    if (Array.from(answer.ids).includes(ids[row] as number)) hits++;
  }
  return hits;
}

function outcome(
  connection: Connection,
  happened: string,
  numbers: { before: number; after: number; recallBefore: number; recallAfter: number; lastFound: number },
  troubles: readonly string[],
): Outcome {
  const { before, after, recallBefore, recallAfter, lastFound } = numbers;
  const searchable = recallAfter >= recallBefore - 0.05 && lastFound / (rows - rowsBefore) >= recallBefore - 0.05;
  const kept = after === before && troubles.length === 0 && searchable;
  const { durable } = connection.capabilities;
  const what =
    `${after} of ${before} acknowledged vectors are there after ${happened}; ` +
    `recall@10 ${short(recallBefore)} before, ${short(recallAfter)} after, ` +
    `${lastFound} of the last ${rows - rowsBefore} found by their own vectors` +
    `${troubles.length > 0 ? ` (${troubles.join('; ')})` : ''}; it is declared ${durable ? '' : 'not '}durable.`;
  if (kept || !durable) return { verdict: 'fact', what, numbers };
  return {
    verdict: 'finding',
    what,
    numbers,
    advice: 'Keep the vectors elsewhere too; after every such start count them, and search for the last ones.',
  };
}
