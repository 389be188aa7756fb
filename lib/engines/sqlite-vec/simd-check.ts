import type { ContractCheck } from '../contract-check';

/** The packaged extension may be compiled for any processor of its kind, at a multiple of the time. */
export const simdCheck: ContractCheck = {
  name: 'sqlite-vec-simd',
  question: 'Was the extension compiled with vector instructions?',
  async run() {
    const { simdFlags, versions } = await import('./database.js');
    const flags = simdFlags();
    if (flags !== '') return { verdict: 'pass', what: `sqlite-vec ${versions()} was compiled with ${flags}.` };
    return {
      verdict: 'fact',
      what: `sqlite-vec ${versions()}: the packaged extension was compiled without AVX or NEON; it computes in plain loops.`,
      advice: 'Read its rates as those of the npm package: one compiled for this processor would be faster.',
    };
  },
};
