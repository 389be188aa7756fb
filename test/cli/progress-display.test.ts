import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { progressDisplay, type ProgressDisplayOptions } from 'vexlab/dist/cli/progress-display';

function stage(stageName: string, done: number, total = 4) {
  return { stage: stageName, done, total, unit: 'cells' };
}

function display(isTTY: boolean, options: ProgressDisplayOptions = {}) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const shown = { text: '' };
  stream.on('data', (chunk: Buffer) => (shown.text += chunk.toString()));
  return { shown, ...progressDisplay(stream, { env: {}, appearAfterMs: 0, lineEveryMs: 0, ...options }) };
}

const control = /\p{Cc}/u;

describe('progressDisplay without a terminal', () => {
  it('writes plain lines', async () => {
    const { shown, progress, line, close } = display(false);
    progress(stage('truth', 0));
    progress(stage('truth', 2));
    line('a message');
    progress(stage('truth', 4));
    close();
    await sleep(1);
    expect(shown.text.split('\n')).toEqual([
      'truth: 0 %, 0 of 4 cells, 0:00',
      'truth: 50 %, 2 of 4 cells, 0:00',
      'a message',
      'truth: 100 %, 4 of 4 cells, 0:00',
      '',
    ]);
    expect(control.test(shown.text.replaceAll('\n', ''))).toBe(false);
  });

  it('is silent about short work, and under quiet', async () => {
    const short = display(false, { lineEveryMs: 60_000 });
    short.progress(stage('truth', 0));
    short.progress(stage('truth', 3));
    const quiet = display(false, { quiet: true });
    quiet.progress(stage('truth', 1));
    await sleep(1);
    expect(short.shown.text + quiet.shown.text).toBe('');
  });

  it('treats a dumb terminal as none', async () => {
    const { shown, progress } = display(true, { env: { TERM: 'dumb' } });
    progress(stage('truth', 1));
    await sleep(1);
    expect(shown.text).toBe('truth: 25 %, 1 of 4 cells, 0:00\n');
  });
});

describe('progressDisplay on a terminal', () => {
  it('draws a bar for each stage and takes them away', async () => {
    const { shown, progress, line, close } = display(true);
    progress(stage('truth', 1));
    progress(stage('cells', 2));
    await sleep(20);
    line('a message');
    expect(shown.text).toContain('truth █████░░░░░░░░░░░░░░░  25 % 1 of 4 cells');
    expect(shown.text).toContain('cells ██████████░░░░░░░░░░  50 % 2 of 4 cells');
    expect(shown.text).toContain('a message\n');
    progress(stage('truth', 4));
    progress(stage('cells', 4));
    await sleep(1);
    // The last thing written clears what the bars had.
    expect(shown.text.endsWith('\u001b[0J')).toBe(true);
    const drawn = shown.text.length;
    close();
    await sleep(300);
    expect(shown.text).toHaveLength(drawn);
  });

  it('shows nothing of work that ended sooner than a bar appears', async () => {
    const { shown, progress } = display(true, { appearAfterMs: 50 });
    progress(stage('truth', 1));
    progress(stage('truth', 4));
    await sleep(100);
    expect(shown.text).toBe('');
  });
});
