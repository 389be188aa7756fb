'use strict';

/** Text of one stream is sent at the latest when there is this much of it. */
const fullLength = 16_384;

/**
 * Gathers what a cell writes: a message for each line would overrun the receiver's queue, and lines would be lost.
 * Other messages of the cell go through it too, so that all keep their order.
 */
class StreamBuffer {
  #publish;
  #name = '';
  #text = '';

  /** @param {(type: string, content: object) => void} publish */
  constructor(publish) {
    this.#publish = publish;
  }

  /**
   * @param {'stdout' | 'stderr'} name
   * @param {string} text
   */
  write(name, text) {
    if (name !== this.#name) this.flush();
    if (this.#text === '') setImmediate(() => this.flush());
    this.#name = name;
    this.#text += text;
    if (this.#text.length >= fullLength) this.flush();
  }

  flush() {
    if (this.#text === '') return;
    const content = { name: this.#name, text: this.#text };
    this.#text = '';
    this.#publish('stream', content);
  }

  /**
   * @param {string} type
   * @param {object} content
   */
  publish(type, content) {
    this.flush();
    this.#publish(type, content);
  }
}

module.exports = { StreamBuffer };
