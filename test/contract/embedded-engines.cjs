/** Engines in the process of whoever connects them, over a file: their `how` is in-process, and a kill ends them. */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { zodOptions } = require('vexlab/dist/engines/adapter/zod-options');
const { distance } = require('vexlab/dist/datasets/distance');

/** @param writes when it writes its file: at every insert, or only when it is closed */
function embedded(name, { writes = 'insert', stored = true, durable = true } = {}) {
  const capabilities = {
    metrics: ['l2'],
    filter: false,
    remove: false,
    durable,
    searchParams: 'none',
    duplicateIds: 'keeps-both',
  };
  const open = (dataDir) => (spec) => {
    const file = join(dataDir, `${name}.json`);
    if (spec.stored !== undefined && !existsSync(file)) throw new Error(`there is no file of ${spec.stored}`);
    const rows = spec.stored === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'));
    const write = () => writeFileSync(file, JSON.stringify(rows));
    return Promise.resolve({
      async insert({ ids, vectors }) {
        ids.forEach((id, i) => rows.push([id, ...vectors.slice(i * spec.dim, (i + 1) * spec.dim)]));
        if (writes === 'insert') write();
      },
      ready: async () => undefined,
      async search(query, k) {
        const near = rows.map(([id, ...vector]) => ({ id, distance: distance('l2', vector, query) }));
        near.sort((a, b) => a.distance - b.distance);
        return { ids: Uint32Array.from(near.slice(0, k), ({ id }) => id) };
      },
      count: async () => rows.length,
      readBack: async () => ({}),
      ...(stored && { stored: { name, close: async () => write() } }),
      drop: async () => undefined,
    });
  };
  return {
    name,
    title: name,
    kind: 'embedded',
    mark: { colour: '#999999', symbol: 'x' },
    capabilities,
    common: {},
    buildOptions: zodOptions({}),
    searchOptions: zodOptions({}),
    testedAgainst: 'engine',
    probe: async () => ({ state: 'ready', how: 'in-process', why: 'it is a part of this test' }),
    connect: async ({ dataDir }) => ({
      how: 'in-process',
      clientVersion: '1.0.0',
      capabilities,
      pids: () => [],
      dataFolder: dataDir,
      open: open(dataDir),
      close: async () => undefined,
    }),
  };
}

exports.engines = [
  embedded('keeper'),
  embedded('late-writer', { writes: 'close' }),
  embedded('nameless', { stored: false }),
  embedded('forgetful', { durable: false }),
];
