'use strict';
// Starts the tslab kernel as a good citizen of Jupyter. It wraps tslab's modules from outside; kernel/ has the parts.
const { Session } = require('./kernel/session.cjs');
const { keepSourceLines } = require('./kernel/source-lines.cjs');

const session = new Session();
keepSourceLines(() => session.cell);

const executor = require('tslab/dist/executor');
const jupyter = require('tslab/dist/jupyter');
const { getVersion } = require('tslab/dist/util');
const { executorMaker } = require('./kernel/executor.cjs');
const { mendServer } = require('./kernel/server.cjs');
const { offerHooks } = require('./kernel/display-hook.cjs');

const configPath = process.argv[2];
if (!configPath) {
  console.error('launcher: no connection file given; Jupyter starts this file, see kernel.json');
  process.exit(2);
}

// Deprecations inside packages concern their authors, not the reader of a notebook.
process.noDeprecation = true;
executor.createExecutor = executorMaker(executor.createExecutor, session);
mendServer(jupyter.ZmqServer, session);
offerHooks(jupyter, session);
require('tslab/dist/main').startKernel({ configPath, enableFindLocal: false, globalVersion: getVersion() });

// tslab's own handlers only print.
for (const [event, kind] of [
  ['unhandledRejection', 'unhandled rejection'],
  ['uncaughtException', 'uncaught exception'],
]) {
  process.removeAllListeners(event);
  process.on(event, (thrown) => session.strayFailure(kind, thrown));
}

process.on('SIGTERM', () => process.exit(143));
// A kernel whose Jupyter was killed would work on unseen.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1_000).unref();
