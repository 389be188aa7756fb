'use strict';
// Jupyter's messages as the protocol has them, where tslab's server falls short of it.
const { Cancelled, CellQueue } = require('./cell-queue.cjs');
const { failureOf } = require('./failures.cjs');
const { Cell } = require('./session.cjs');
const { StreamBuffer } = require('./stream-buffer.cjs');

/** Time for the last messages to leave before the process ends. */
const farewellMs = 100;
/** Requests sent before a failure was known are read within this time after it. */
const unreadMs = 50;

/**
 * Runs one cell and says how it went.
 * @param {object} handler tslab's
 * @param {object} request content of an execute_request
 * @param {(type: string, content: object) => void} publish
 * @param {import('./session.cjs').Session} session
 * @returns {Promise<object>} content of the execute_reply
 */
async function runCell(handler, request, publish, session) {
  const messages = new StreamBuffer(publish);
  const cell = new Cell(handler.execCount + 1, request.code, (type, content) => messages.publish(type, content));
  session.begin(cell);
  cell.publish('execute_input', { code: cell.code, execution_count: cell.count });
  const writeStream = (name, text) => messages.write(name, text);
  const writeDisplay = (data, update) => cell.publish(update ? 'update_display_data' : 'display_data', data);
  // tslab throws an execution count for a cell that failed, which the cell knows; an Error is a fault of tslab itself.
  await handler.handleExecuteImpl(request, writeStream, writeDisplay).catch((thrown) => {
    if (thrown instanceof Error) cell.fail(failureOf(thrown));
  });
  session.end();
  messages.flush();
  const [failure] = cell.failures;
  if (failure) return { status: 'error', execution_count: cell.count, ...failure };
  return { status: 'ok', execution_count: cell.count, payload: [], user_expressions: {} };
}

/**
 * @param {Function} ZmqServer tslab's class
 * @param {import('./session.cjs').Session} session
 */
function mendServer(ZmqServer, session) {
  const queue = new CellQueue();
  const { bindSocket, handleShellMessage } = ZmqServer.prototype;

  ZmqServer.prototype.bindSocket = function (socket, port) {
    // By default ZeroMQ drops messages beyond a thousand that wait: a cell that prints much would lose lines.
    socket.sendHighWaterMark = 0;
    const binding = bindSocket.call(this, socket, port);
    this.binding = Promise.all([this.binding, binding]);
    return binding;
  };

  // A request may come while the socket of its status is still being bound, which ZeroMQ answers by EBUSY.
  ZmqServer.prototype.handleShellMessage = async function (...message) {
    await this.binding;
    return handleShellMessage.apply(this, message);
  };

  ZmqServer.prototype.handleExecute = async function (socket, message) {
    const send = (to, type, content) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, to);
    };
    const publish = (type, content) => send(this.iopub, type, content);
    let answer;
    try {
      answer = await queue.add(() => runCell(this.handler, message.content, publish, session));
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      answer = { status: 'aborted' };
    }
    if (answer.status === 'error' && message.content.stop_on_error !== false) queue.cancelWaiting(unreadMs);
    send(socket, 'execute_reply', answer);
  };

  // tslab closes sockets that are being read, which ZeroMQ answers by EBUSY; the end of the process closes them as well.
  ZmqServer.prototype.close = function () {
    this.handler.close();
    setTimeout(() => process.exit(0), farewellMs);
  };
}

module.exports = { mendServer };
