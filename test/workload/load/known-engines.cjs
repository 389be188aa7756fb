// What a thread of clients knows a known engine by: it asks the server at its address, and answers from what it was handed.
const { Pool } = require('undici');
const { LabError } = require('vexlab/dist/base/lab-error.js');
const { scan } = require('vexlab/dist/exact/scan.js');

/** @param ownMs what its client takes of the thread for each answer */
const engine = (name, ownMs = 0) => ({
  name,
  async connect({ env, clients }) {
    const pool = new Pool(env.KNOWN_SERVER_URL, { connections: clients, pipelining: 1 });
    return {
      attach: async ({ dim, metric }, { ids, vectors }) => ({
        async search(query, k) {
          const { statusCode, body } = await pool.request({ path: '/search', method: 'POST', body: 'query' });
          await body.dump();
          const until = performance.now() + ownMs;
          while (performance.now() < until);
          if (statusCode !== 200) {
            throw new LabError({ code: `http-${statusCode}`, where: name, what: 'the server answers with an error' });
          }
          return { ids: Array.from(scan(vectors, ids.length, dim, metric, query, k).rows, (row) => ids[row]) };
        },
      }),
      close: () => pool.close(),
    };
  },
});

exports.engines = [engine('limited'), engine('erring'), engine('stalling'), engine('costly', 5)];
