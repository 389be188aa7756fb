#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'cli', 'main.js');
if (!existsSync(main)) {
  console.error(`vexlab: the library is not built (no ${main}); run: npm run setup`);
  process.exit(1);
}
require(main).main(process.argv);
