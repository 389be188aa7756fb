// Shows the steps of a set-up while they run.

const width = 20;

/** @param {number} since */
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** @param {{ done: number, of: number }} part */
function bar({ done, of }) {
  const filled = Math.round((width * Math.min(done, of)) / of);
  return `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${Math.min(done, of)}/${of}`;
}

/** One line a step: redrawn in place on a terminal, else a line at the start, now and then, and at the end. */
export class StepBoard {
  #out;
  /** @type {Map<string, { since: number, part?: { done: number, of: number } }>} */
  #active = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {NodeJS.WriteStream} out */
  constructor(out) {
    this.#out = out;
  }

  /** @param {string} title */
  start(title) {
    this.#active.set(title, { since: Date.now() });
    if (!this.#out.isTTY) this.#out.write(`  ${title} …\n`);
    this.#timer ??= setInterval(() => this.#draw(), this.#out.isTTY ? 200 : 20_000);
  }

  /**
   * @param {string} title
   * @param {number} done
   * @param {number} of
   */
  progress(title, done, of) {
    const step = this.#active.get(title);
    if (step) step.part = { done, of };
  }

  /**
   * @param {string} title
   * @param {'done' | 'failed'} how
   */
  end(title, how) {
    const step = this.#active.get(title);
    this.#active.delete(title);
    this.#clear();
    this.#out.write(`${how === 'done' ? '✓' : '✗'} ${title}, ${seconds(step?.since ?? Date.now())}\n`);
    if (this.#active.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #clear() {
    if (this.#out.isTTY) this.#out.write('\r\x1b[2K');
  }

  #draw() {
    this.#clear();
    const line = [...this.#active]
      .map(([title, { since, part }]) => `${title} ${part ? `${bar(part)} ` : ''}${seconds(since)}`)
      .join(' · ');
    if (this.#out.isTTY) this.#out.write(`  ${line}`.slice(0, (this.#out.columns ?? 80) - 1));
    else this.#out.write(`  ${line}\n`);
  }
}
