// Who is held against whom: our clients and autocannon, on a null server.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { startClientThreads } = require('vexlab/dist/workload/load/client-threads.js');
const { searchBody } = require('vexlab/dist/workload/load/null-search.js');

const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A query of so many components that are written in full, in memory that threads share, and its body. */
export function queryOf(dim) {
  const queries = new Float32Array(new SharedArrayBuffer(dim * 4));
  for (let at = 0; at < dim; at++) queries[at] = Math.sin(at + 1);
  return { queries, dim, body: searchBody(queries, 1) };
}

/** Our clients; `encoding`: each request writes its vector as JSON, else all carry the body made before. */
export function startOurs({ url, query: { queries, dim, body }, clients, threads, encoding = false }) {
  const prepared = { engine: 'prepared-body', enginesFile: fileOf('prepared-body.cjs'), env: { URL: url, BODY: body } };
  const place = encoding ? { url } : { ...prepared, dataDir: '', spec: {}, handle: 0, filter: undefined };
  return startClientThreads({ where: 'bench', place, queries, dim, threads, clients });
}

/** Requests a second of ours, and what one takes of the CPU of the busiest thread. */
export async function askOurs(load, clients, seconds) {
  const { seen, use } = await load.closed({ clients, requests: clients, minMs: seconds * 1000, k: 1, first: 0 });
  const errors = Object.values(seen.errors).reduce((sum, count) => sum + count, 0);
  if (errors > 0) throw new Error(`${errors} of our requests failed`);
  const made = seen.queries.length;
  return { rate: (made / seen.windowNs) * 1e9, cpuUs: ((use.cpuMs * load.threads) / made) * 1000 };
}

/** autocannon in as many processes as ours has threads, with the same connections and the same body. */
export function startTheirs({ url, query: { body }, clients, threads }) {
  const shares = Array.from({ length: threads }, (_, thread) => Math.ceil((clients - thread) / threads));
  const processes = shares.map(() => fork(fileOf('autocannon-process.mjs')));
  const request = { url, method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return {
    async ask(duration) {
      const answers = processes.map(async (child, at) => {
        child.send({ ...request, connections: shares[at], duration });
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
