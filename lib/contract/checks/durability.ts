import type { ContractCheck, ContractKit, Outcome } from '../../engines/contract-check';
import type { Connection } from '../../engines/engine';
import { attempt } from '../attempt';
import { recall, usualMetric } from '../nearest';
import { plain } from '../plain';
import { settle } from '../settle';
import { short, told } from '../words';

const rows = 1000;

export const durabilityStop: ContractCheck = {
  name: 'durability-stop',
  question: 'Is what was acknowledged there after the engine was stopped and started again?',
  run: (kit) => afterRestart(kit, false),
};

export const durabilityKill: ContractCheck = {
  name: 'durability-kill',
  question: 'Is what was acknowledged there after kill -9 (which is no power cut: the system keeps what was written)?',
  run: (kit) => afterRestart(kit, true),
};

async function afterRestart(kit: ContractKit, hard: boolean): Promise<Outcome> {
  const { connection } = kit;
  if (!connection.restart) return { verdict: 'not-applicable', what: whyNot(connection) };
  const metric = usualMetric(connection.capabilities);
  const { collection, data } = await plain(kit, rows);
  const recallBefore = await recall(collection, data, metric);
  await connection.restart(hard);
  // Counted before `ready`, which rejects where vectors are missing.
  const counted = await attempt(() => collection.count());
  const after = counted.ok ? counted.value : 0;
  const ready = after === 0 ? undefined : await attempt(() => settle(collection));
  const found = after === 0 ? undefined : await attempt(() => recall(collection, data, metric));
  // An engine that forgot the collection may refuse to drop it: there is nothing left that the kit must drop.
  if (!counted.ok) await attempt(() => collection.drop());
  const recallAfter = found?.ok ? found.value : 0;
  const troubles = [counted, ready, found].flatMap((one) => (one && !one.ok ? [told(one.error)] : []));
  return outcome(connection, hard, { before: rows, after, recallBefore, recallAfter }, troubles);
}

function outcome(
  connection: Connection,
  hard: boolean,
  numbers: { before: number; after: number; recallBefore: number; recallAfter: number },
  troubles: readonly string[],
): Outcome {
  const { before, after, recallBefore, recallAfter } = numbers;
  const how = hard ? 'kill -9' : 'a stop';
  const kept = after === before && troubles.length === 0 && recallAfter >= recallBefore - 0.05;
  const { durable } = connection.capabilities;
  const what =
    `${after} of ${before} acknowledged vectors are there after ${how} and a start; ` +
    `recall@10 ${short(recallBefore)} before, ${short(recallAfter)} after` +
    `${troubles.length > 0 ? ` (${troubles.join('; ')})` : ''}; it is declared ${durable ? '' : 'not '}durable.`;
  if (kept || !durable) return { verdict: 'fact', what, numbers };
  return { verdict: 'finding', what, numbers, advice: 'Keep the vectors elsewhere too, and count after every start.' };
}

function whyNot({ how, capabilities: { durable } }: Connection): string {
  const declared = `it is declared ${durable ? '' : 'not '}durable`;
  if (how === 'in-process') return `It runs in the lab's own process, which cannot be ended; ${declared}.`;
  return `The lab did not start it and may not end it; ${declared}.`;
}
