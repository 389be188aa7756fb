// node --expose-gc memory-probe.mjs MODULE FORMAT FILE: prints how far the resident memory rose above the start at
// its highest, in bytes, as the kernel counted it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [module, format, file] = process.argv.slice(2);
const reader = createRequire(import.meta.url)(module)[format];
const status = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))[1]);

// Code and libraries are loaded by a first, small file; they are not what grows with the data.
await reader.read([file.replace('large', 'small')], {});
globalThis.gc();
const before = status('VmRSS');
const { vectors } = await reader.read([file], {});
console.log(JSON.stringify({ rise: (status('VmHWM') - before) * 1024, n: vectors.n, last: vectors.data.at(-1) }));
