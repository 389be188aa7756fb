'use strict';
// What went wrong in a cell, in the three parts of Jupyter's `error` message.
const { inspect } = require('node:util');
const { sourceLine } = require('./source-lines.cjs');

/** @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure */

/** tslab's format for one message of the compiler: file, line, column, text. */
const diagnosticFormat = '%s%d:%d - %s';

/**
 * The frames of a stack that lie in cells, each with the line that the user wrote; all of it with VEXLAB_TRACE set.
 * @param {string} stack
 * @returns {string[]}
 */
function framesOf(stack) {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  if (process.env.VEXLAB_TRACE) return frames;
  return frames.flatMap((frame) => {
    const place = /\bcell-(\d+):(\d+):(\d+)/.exec(frame);
    if (!place) return [];
    const [count, line, column] = place.slice(1).map(Number);
    const source = sourceLine(count, line, column);
    const name = /at (?:async )?([\w$.<>]+) \(/.exec(frame)?.[1];
    const within = name && name !== 'eval' ? ` in ${name}` : '';
    return [`    at In [${count}]${source ? `, line ${source.line}${within}: ${source.text}` : within}`];
  });
}

/**
 * @param {unknown} thrown
 * @returns {Failure}
 */
function failureOf(thrown) {
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`] };
  }
  if (thrown.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || thrown.message === 'Interrupted asynchronously') {
    const evalue = 'the cell was interrupted';
    return { ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}`] };
  }
  const traceback = [`${thrown.name}: ${thrown.message}`, ...new Set(framesOf(thrown.stack ?? ''))];
  for (let cause = thrown.cause, depth = 0; cause !== undefined && depth < 5; cause = cause?.cause, depth++) {
    traceback.push(`caused by ${cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause)}`);
  }
  return { ename: thrown.name, evalue: thrown.message, traceback };
}

/**
 * @param {readonly { file: string, line: number, column: number, text: string }[]} messages of the compiler
 * @param {string} code of the cell
 * @returns {Failure}
 */
function compileFailure(messages, code) {
  const lines = code.split('\n');
  const traceback = messages.flatMap(({ file, line, column, text }) => {
    const source = file ? undefined : lines[line - 1];
    const pointer = source === undefined ? [] : [`    ${source}`, `    ${' '.repeat(column - 1)}^`];
    return [`${file || 'line '}${line}:${column} - ${text}`, ...pointer];
  });
  const more = messages.length > 1 ? ` (and ${messages.length - 1} more)` : '';
  const evalue = `${messages[0].text}${more}`;
  return { ename: 'CompileError', evalue, traceback: [`CompileError: ${evalue}`, ...traceback] };
}

/**
 * Turns what tslab hands to its console's `error` into failures.
 * @param {readonly unknown[][]} calls
 * @param {string} code of the cell
 * @returns {Failure[]}
 */
function failuresOf(calls, code) {
  const messages = calls
    .filter(([format]) => format === diagnosticFormat)
    .map(([, file, line, column, text]) => ({ file, line, column, text }));
  const thrown = calls.filter(([format]) => format !== diagnosticFormat).map(([value]) => failureOf(value));
  return messages.length > 0 ? [compileFailure(messages, code), ...thrown] : thrown;
}

module.exports = { failureOf, failuresOf };
