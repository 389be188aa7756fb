'use strict';

/**
 * Offers to the library: `globalThis[Symbol.for('vexlab.display')]`, which sends one output in several MIME types,
 * and `globalThis[Symbol.for('vexlab.signal')]`, the AbortSignal of the running cell, aborted by an interrupt.
 * @param {object} jupyter tslab's module; its `lastWriteDisplayData` belongs to the cell that ran last
 * @param {import('./session.cjs').Session} session
 */
function offerHooks(jupyter, session) {
  /**
   * @param {{ data: Record<string, unknown>, metadata?: object }} bundle bytes are sent as base64
   * @param {{ displayId?: string, update?: boolean }} [options]
   */
  function display({ data, metadata = {} }, { displayId, update = false } = {}) {
    if (update && !displayId) throw new TypeError('display: an update needs the displayId that it updates');
    const values = Object.entries(data).map(([mime, value]) => [
      mime,
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ]);
    const transient = displayId ? { display_id: displayId } : {};
    jupyter.lastWriteDisplayData({ data: Object.fromEntries(values), metadata, transient }, update);
  }
  Object.defineProperty(globalThis, Symbol.for('vexlab.display'), { value: display });
  Object.defineProperty(globalThis, Symbol.for('vexlab.signal'), { get: () => session.cell?.interruption.signal });
}

module.exports = { offerHooks };
