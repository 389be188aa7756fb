'use strict';
// From a place in the JavaScript that tslab runs back to the line that the user wrote. tslab compiles a cell twice
// (TypeScript to ES modules, those to CommonJS) and keeps no source map; here both compilations are made to give one.
const { SourceMap } = require('node:module');
const vm = require('node:vm');

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)\s*$/;
/** tslab puts this many lines before a cell's own. */
const linesBefore = 1;

/** The two maps of the cell compiled last: CommonJS to ES module, ES module to the cell. */
let compiled;
/** Maps and source of each cell that ran, by its number. */
const cells = new Map();

/**
 * tslab's TypeScript, made to give source maps.
 * @param {object} ts
 * @returns {object}
 */
function withSourceMaps(ts) {
  return {
    ...ts,
    createWatchCompilerHost: (files, options, ...rest) =>
      ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    transpileModule(code, options) {
      const inner = inlineMap.exec(code);
      if (!inner) return ts.transpileModule(code, options);
      const compilerOptions = { ...options.compilerOptions, sourceMap: true };
      const result = ts.transpileModule(code.slice(0, inner.index), { ...options, compilerOptions });
      compiled = { outer: result.sourceMapText, inner: Buffer.from(inner[1], 'base64').toString() };
      return { ...result, outputText: result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n') };
    },
  };
}

/**
 * Makes tslab keep the source maps of cells, and V8 name each cell's code `cell-N`. To be called before tslab is loaded.
 * @param {() => { count: number, code: string }} currentCell
 */
function keepSourceLines(currentCell) {
  const id = require.resolve('@tslab/typescript-for-tslab');
  const ts = require(id);
  // What the module exports cannot be written to, so the whole of it is replaced.
  require.cache[id].exports = withSourceMaps(ts);

  const run = vm.runInThisContext;
  vm.runInThisContext = (code, options) => {
    if (!/^\((async )?function\(exports, require\) \{ /.test(code)) return run(code, options);
    const cell = currentCell();
    cells.set(cell.count, { ...compiled, source: cell.code.split('\n') });
    return run(code, { ...options, filename: `cell-${cell.count}` });
  };
}

/**
 * The line that the user wrote, counted from 1, with its text.
 * @param {number} count the cell's number
 * @param {number} line in the JavaScript that ran, from 1
 * @param {number} column from 1
 * @returns {{ line: number, text: string } | undefined}
 */
function sourceLine(count, line, column) {
  const cell = cells.get(count);
  if (!cell?.outer) return undefined;
  const between = new SourceMap(JSON.parse(cell.outer)).findEntry(line - 1, column - 1);
  if (between.originalLine === undefined) return undefined;
  const entry = new SourceMap(JSON.parse(cell.inner)).findEntry(between.originalLine, between.originalColumn);
  const at = entry.originalLine === undefined ? -1 : entry.originalLine - linesBefore;
  const text = cell.source[at];
  return text === undefined ? undefined : { line: at + 1, text: text.trim() };
}

module.exports = { keepSourceLines, sourceLine };
