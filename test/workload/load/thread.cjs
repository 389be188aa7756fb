// A thread of a group that does as it is told.
const { parentPort, workerData } = require('node:worker_threads');

parentPort.on('message', (question) => {
  if (question === 'end') return parentPort.close();
  if (question === 'exit') return process.exit(3);
  if (question === 'throw') throw new RangeError('as asked');
  if (question === 'wait') return undefined;
  if (question === 'fail')
    return parentPort.postMessage({ error: { code: 'unreachable', where: 'it', what: 'is gone' } });
  return parentPort.postMessage({ answer: `${workerData} ${question}` });
});
