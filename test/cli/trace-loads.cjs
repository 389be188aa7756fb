// Loaded before the command line: tells every file that Node then loads.
const { Module } = require('node:module');
const load = Module._load;
Module._load = function (request, parent, isMain) {
  try {
    process.stderr.write(`loaded ${Module._resolveFilename(request, parent, isMain)}\n`);
  } catch {
    // Not to be found: Node will say so itself.
  }
  return load.call(this, request, parent, isMain);
};
