// The load generator against autocannon, on the same server that does nothing, in turns: `npm run bench:client`.
// Ends with exit code 1 where the median ratio is below 0.8 at any number of connections. All of them count: the server answers
// without looking into a request, so that neither client is held back by it, and where the machine is, both are alike.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const { startClientThreads, threadsFor } = require('vexlab/dist/workload/load/client-threads.js');
const { startNullServer } = require('vexlab/dist/workload/load/null-server.js');
const { searchBody } = require('vexlab/dist/workload/load/null-search.js');
const { arrivalTimes } = require('vexlab/dist/workload/loops/arrivals.js');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '1,4,16,64' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connections = values.connections.split(',').map(Number);
const least = 0.8;
const rate = 1000;

const server = await startNullServer();
const queries = new Float32Array(new SharedArrayBuffer(4));
// Of one component, so that writing JSON, which autocannon does once and ours each time, hardly counts.
const asOurs = { method: 'POST', headers: { 'content-type': 'application/json' }, body: searchBody(queries, 1) };

const start = (clients, threads) =>
  startClientThreads({ where: 'bench', place: { url: server.url }, queries, dim: 1, threads, clients });

/** autocannon in as many processes as ours has threads, with the same connections. */
function startTheirs(clients, threads) {
  const shares = Array.from({ length: threads }, (_, thread) => Math.ceil((clients - thread) / threads));
  const file = fileURLToPath(new URL('autocannon-process.mjs', import.meta.url));
  const processes = shares.map(() => fork(file));
  return {
    async ask(duration) {
      const answers = processes.map(async (child, at) => {
        child.send({ ...asOurs, url: server.url, connections: shares[at], duration });
        return (await once(child, 'message'))[0];
      });
      const results = await Promise.all(answers);
      const sum = (name) => results.reduce((total, result) => total + result[name], 0);
      if (sum('failed') > 0) throw new Error(`${sum('failed')} requests of autocannon failed`);
      return { rate: sum('rate'), cpuUs: sum('cpuUs') / sum('made') };
    },
    end: () => processes.forEach((child) => child.disconnect()),
  };
}

/** Requests a second of ours, and what one takes of the CPU of the busiest thread. */
async function ours(load, clients, duration) {
  const { seen, use } = await load.closed({ clients, requests: clients, minMs: duration * 1000, k: 1, first: 0 });
  const errors = Object.values(seen.errors).reduce((sum, count) => sum + count, 0);
  if (errors > 0) throw new Error(`${errors} of our requests failed`);
  const made = seen.queries.length;
  return { rate: (made / seen.windowNs) * 1e9, cpuUs: ((use.cpuMs * load.threads) / made) * 1000 };
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => {
  const all = sorted(numbers);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
};
/** 95 % by the ranks of the median's sign test, or all that there is where the rounds are too few for it. */
function interval(numbers) {
  const all = sorted(numbers);
  const below = (limit) => {
    let [term, sum] = [0.5 ** all.length, 0];
    for (let rank = 0; rank <= limit; rank++) {
      sum += term;
      term *= (all.length - rank) / (rank + 1);
    }
    return sum;
  };
  let rank = 0;
  while (below(rank) <= 0.025) rank++;
  const outer = Math.max(0, rank - 1);
  return [all[outer], all[all.length - 1 - outer]];
}
const at = (latencies, share) => sorted(latencies)[Math.ceil(share * latencies.length) - 1] / 1e6;
const digits = (number, width, places) => number.toFixed(places).padStart(width);

console.log(`closed loop, ${rounds} rounds of ${seconds} s each, in turns; medians`);
console.log(
  'connections  threads   ours/s  autocannon/s  ratio   95 % of the rounds   CPU µs a request: ours  autocannon',
);
const ratios = [];
for (const clients of connections) {
  const threads = threadsFor(clients);
  const load = await start(clients, threads);
  const other = startTheirs(clients, threads);
  const seen = { ours: [], theirs: [] };
  const turns = [
    async (duration) => seen.ours.push(await ours(load, clients, duration)),
    async (duration) => seen.theirs.push(await other.ask(duration)),
  ];
  try {
    for (const turn of turns) await turn(1);
    seen.ours.length = seen.theirs.length = 0;
    for (let round = 0; round < rounds; round++) {
      // The other one first each time, so that what goes on beside hits both alike.
      for (const turn of round % 2 === 0 ? turns : [...turns].reverse()) await turn(seconds);
    }
  } finally {
    await load.end();
    other.end();
  }
  const each = seen.ours.map(({ rate }, round) => rate / seen.theirs[round].rate);
  const [low, high] = interval(each);
  const ratio = median(each);
  ratios.push({ clients, ratio });
  const middle = (who, name) => median(seen[who].map((one) => one[name]));
  console.log(
    [
      String(clients).padStart(11),
      String(threads).padStart(8),
      digits(middle('ours', 'rate'), 8, 0),
      digits(middle('theirs', 'rate'), 13, 0),
      digits(ratio, 6, 2),
      `${digits(low, 9, 2)} to ${digits(high, 4, 2)}`,
      digits(middle('ours', 'cpuUs'), 27, 1),
      digits(middle('theirs', 'cpuUs'), 11, 1),
    ].join(' '),
  );
}

console.log(`\nopen loop, ${rate}/s evenly for ${seconds} s: what the client adds, milliseconds`);
console.log('threads   response p50    p99   service p50    p99   sent late p50    p99   most at once');
const most = threadsFor(Infinity);
for (const threads of [...new Set([1, 2, most])].sort((a, b) => a - b)) {
  const load = await start(64, threads);
  try {
    const warm = { clients: 64, requests: 2000, minMs: 500, k: 1, first: 0 };
    await load.warm(warm);
    const due = arrivalTimes('constant', rate, seconds * 1000, 1);
    const { seen } = await load.open({ due, k: 1, first: 0, mostInFlight: 1024, graceMs: 5000 });
    const pair = (latencies, width) => `${digits(at(latencies, 0.5), width, 3)} ${digits(at(latencies, 0.99), 6, 3)}`;
    console.log(
      `${String(threads).padStart(7)}   ${pair(seen.latencies, 12)}  ${pair(seen.services, 12)}  ${pair(seen.slips, 14)}   ${String(seen.mostInFlight).padStart(12)}`,
    );
  } finally {
    await load.end();
  }
}

console.log(`\nclosed loop: what the client adds as it grows, milliseconds`);
console.log('connections   latency p50    p99');
for (const clients of connections) {
  const load = await start(clients, threadsFor(clients));
  try {
    await load.warm({ clients, requests: clients, minMs: 500, k: 1, first: 0 });
    const { seen } = await load.closed({ clients, requests: clients, minMs: seconds * 1000, k: 1, first: 0 });
    console.log(
      `${String(clients).padStart(11)}  ${digits(at(seen.latencies, 0.5), 12, 3)} ${digits(at(seen.latencies, 0.99), 6, 3)}`,
    );
  } finally {
    await load.end();
  }
}

await server.close();
const worst = ratios.reduce((low, one) => (one.ratio < low.ratio ? one : low));
console.log(
  `\nlowest median ratio: ${worst.ratio.toFixed(2)}, at ${worst.clients} connections; at least ${least} is asked for`,
);
process.exit(worst.ratio >= least ? 0 : 1);
