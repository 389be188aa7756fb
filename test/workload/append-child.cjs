// Appends records to the run in a folder, as fast as the disk takes them, until it is killed: node append-child.cjs OUTPUT
// Each record's cell id goes to stdout once the store has acknowledged it. template.json in the folder is the record.
const { readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { cellId } = require('vexlab/dist/results/cell');
const { createRun, readRuns, reopenRun } = require('vexlab/dist/results/run-store');

const output = process.argv[2];
const { manifest, record } = JSON.parse(readFileSync(join(output, 'template.json'), 'utf8'));

/** A lock that was being written when its process was killed is taken over after some seconds. */
async function openStore() {
  for (;;) {
    try {
      const { runs } = await readRuns(output);
      return await (runs[0] ? reopenRun(runs[0].dir) : createRun(output, manifest));
    } catch (error) {
      if (error.code !== 'run-locked') throw error;
      await sleep(100);
    }
  }
}

async function appendForever() {
  const store = await openStore();
  for (let repetition = store.records.length; ; repetition += 1) {
    const cell = { ...record.cell, repetition };
    // Some lines take several writes, so that kills fall between those too.
    const rows = 'AAAA'.repeat(repetition % 6 === 5 ? 200_000 : 300);
    const next = { ...record, cell, cellId: cellId(cell), answers: { ...record.answers, rows } };
    await store.append(next);
    writeSync(1, `${next.cellId}\n`);
  }
}

appendForever().catch((error) => {
  writeSync(2, error.message);
  process.exit(1);
});
