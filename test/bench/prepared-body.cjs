// A place of our clients whose requests all carry one body made before, as autocannon's do: what is left is the load generator.
const { plainHttp } = require('vexlab/dist/workload/load/plain-http.js');

exports.engines = [
  {
    name: 'prepared-body',
    connect({ env }) {
      const http = plainHttp(env.URL);
      const search = async () => JSON.parse(await http.post(env.BODY));
      return Promise.resolve({
        attach: () => Promise.resolve({ search }),
        close: () => Promise.resolve(http.close()),
      });
    },
  },
];
