import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/temporary-files.mts'],
    setupFiles: ['./test/breathe-between-tests.mts'],
    pool: 'forks',
    // Two at a time: real servers and worker threads share the machine with the tests.
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The tests run the compiled library, as notebooks and the command line do; workers need its files.
    server: { deps: { external: [/\/lib\/dist\//] } },
    reporters: ['default', './test/closing-line.mts'],
  },
});
