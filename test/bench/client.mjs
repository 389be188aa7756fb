// The load generator against autocannon, on the same server that does nothing, in turns: `npm run bench:client`.
// Both send one body made before, so that nothing but the load generator is held against autocannon. Ends with exit code 1 where
// the median ratio is below 0.8 at any number of connections and either length of the body. All of them count: the server answers
// without looking into a request, so that neither client is held back by it, and where the machine is, both are alike.
// Apart, and not judged: what writing each vector as JSON adds, which engines' clients do and autocannon does not.
import { createRequire } from 'node:module';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { digits, interval, median, pair } from './figures.mjs';
import { askOurs, queryOf, startOurs, startTheirs } from './sides.mjs';

const require = createRequire(import.meta.url);
const { threadsFor } = require('vexlab/dist/workload/load/client-threads.js');
const { startNullServer } = require('vexlab/dist/workload/load/null-server.js');
const { arrivalTimes } = require('vexlab/dist/workload/loops/arrivals.js');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '1,4,16,64' },
    components: { type: 'string', default: '1,128' },
    encoded: { type: 'string', default: '128,768' },
  },
});
const numbers = (list) => list.split(',').map(Number);
const [rounds, seconds, connections] = [Number(values.rounds), Number(values.seconds), numbers(values.connections)];
const [least, rate] = [0.8, 1000];
const { url, close } = await startNullServer();

/** Asks two sides in turns, and the other one first each time, so that what goes on beside hits both alike. */
async function inTurns(first, second) {
  const seen = [[], []];
  const turns = [first, second];
  for (const turn of turns) await turn(1);
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) seen[side].push(await turns[side](seconds));
  }
  return seen;
}

const middle = (seen, name) => median(seen.map((one) => one[name]));
async function againstAutocannon(components, clients) {
  const asked = { url, query: queryOf(components), clients, threads: threadsFor(clients) };
  const load = await startOurs(asked);
  const other = startTheirs(asked);
  try {
    const [ours, theirs] = await inTurns((duration) => askOurs(load, clients, duration), other.ask);
    const each = ours.map((one, round) => one.rate / theirs[round].rate);
    const [low, high] = interval(each);
    console.log(
      [
        digits(components, 10, 0),
        digits(clients, 12, 0),
        digits(asked.threads, 8, 0),
        digits(middle(ours, 'rate'), 8, 0),
        digits(middle(theirs, 'rate'), 13, 0),
        digits(median(each), 6, 2),
        `${digits(low, 9, 2)} to ${digits(high, 4, 2)}`,
        digits(middle(ours, 'cpuUs'), 27, 1),
        digits(middle(theirs, 'cpuUs'), 11, 1),
      ].join(' '),
    );
    return { components, clients, ratio: median(each) };
  } finally {
    await load.end();
    other.end();
  }
}

async function encoding(components) {
  const clients = 16;
  const asked = { url, query: queryOf(components), clients, threads: 1 };
  const [before, each] = [await startOurs(asked), await startOurs({ ...asked, encoding: true })];
  try {
    const [made, written] = await inTurns(
      (duration) => askOurs(before, clients, duration),
      (duration) => askOurs(each, clients, duration),
    );
    const adds = written.map((one, round) => one.cpuUs - made[round].cpuUs);
    const [low, high] = interval(adds);
    console.log(
      [
        digits(components, 10, 0),
        digits(asked.query.body.length, 7, 0),
        digits(middle(made, 'cpuUs'), 17, 1),
        digits(middle(written, 'cpuUs'), 14, 1),
        digits(median(adds), 7, 1),
        `${digits(low, 10, 1)} to ${digits(high, 6, 1)}`,
      ].join(' '),
    );
  } finally {
    await Promise.all([before.end(), each.end()]);
  }
}

/** What our clients see, warm, as a row. */
async function alone(clients, threads, see) {
  const load = await startOurs({ url, query: queryOf(128), clients, threads });
  try {
    await load.warm({ clients, requests: Math.max(clients, 2000), minMs: 500, k: 1, first: 0 });
    console.log(await see(load));
  } finally {
    await load.end();
  }
}

const [load] = loadavg();
const busy = load > 0.5 ? ': others are at work, so that the rates say little and the CPU a request more' : '';
console.log(`${availableParallelism()} cores, load ${load.toFixed(1)} in the minute before${busy}\n`);
console.log(`closed loop, bodies made before on both sides, ${rounds} rounds of ${seconds} s each, in turns; medians`);
console.log(
  'components  connections  threads   ours/s  autocannon/s  ratio   95 % of the rounds   CPU µs a request: ours  autocannon',
);
const ratios = [];
for (const components of numbers(values.components)) {
  for (const clients of connections) ratios.push(await againstAutocannon(components, clients));
}

console.log(
  '\nwhat writing each vector as JSON adds, CPU µs a request of ours, 16 connections, one thread; not judged',
);
console.log('components   bytes   body made before   written each   adds   95 % of the rounds');
for (const components of numbers(values.encoded)) await encoding(components);

console.log(`\nopen loop, ${rate}/s evenly for ${seconds} s: what the client adds, milliseconds`);
console.log('threads   response p50    p99   service p50    p99   sent late p50    p99   most at once');
for (const threads of [...new Set([1, 2, threadsFor(Infinity)])].sort((a, b) => a - b)) {
  await alone(64, threads, async (load) => {
    const due = arrivalTimes('constant', rate, seconds * 1000, 1);
    const { seen } = await load.open({ due, k: 1, first: 0, mostInFlight: 1024, graceMs: 5000 });
    return `${digits(threads, 7, 0)}   ${pair(seen.latencies, 12)}  ${pair(seen.services, 12)}  ${pair(seen.slips, 14)}   ${digits(seen.mostInFlight, 12, 0)}`;
  });
}

console.log(`\nclosed loop: what the client adds as it grows, milliseconds`);
console.log('connections   latency p50    p99');
for (const clients of connections) {
  await alone(clients, threadsFor(clients), async (load) => {
    const { seen } = await load.closed({ clients, requests: clients, minMs: seconds * 1000, k: 1, first: 0 });
    return `${digits(clients, 11, 0)}  ${pair(seen.latencies, 12)}`;
  });
}

await close();
const worst = ratios.reduce((low, one) => (one.ratio < low.ratio ? one : low));
console.log(
  `\nlowest median ratio: ${worst.ratio.toFixed(2)}, at ${worst.clients} connections and ${worst.components} components; at least ${least} is asked for`,
);
process.exit(worst.ratio >= least ? 0 : 1);
