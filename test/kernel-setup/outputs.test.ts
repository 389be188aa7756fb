import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Conversation, drive, errorsOf, streamOf } from './drive-kernel';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

const hook = `globalThis[Symbol.for('vexlab.display')]`;
const figure = '{ data: [{ y: [1, 2] }], layout: {} }';
const bundle = `{ data: { 'application/vnd.plotly.v1+json': ${figure}, 'text/html': '<b>up</b>', 'text/plain': 'up' } }`;

describe('what a cell shows', () => {
  let plain: Conversation;
  let ours: Conversation;

  beforeAll(async () => {
    plain = await drive('plain', [{ code: `console.log(typeof (globalThis as any)[Symbol.for('vexlab.display')])` }]);
    const any = hook.replace('globalThis', '(globalThis as any)');
    const first = `{ data: { 'text/plain': 'one', 'image/png': new Uint8Array([137, 80]) } }`;
    ours = await drive('ours', [
      { code: `${any}(${bundle})` },
      {
        code: `${any}(${first}, { displayId: 'bar' });\n${any}({ data: { 'text/plain': 'two' } }, { displayId: 'bar', update: true })`,
      },
      {
        code: `${any}({ data: {} }, { update: true })`,
        together: ['console.log("second")', 'console.log("third")'],
        pause: 0.2,
      },
      { code: 'throw new Error("allowed")', stopOnError: false, together: ['console.log("goes on")'] },
      { code: 'for (let i = 0; i < 5000; i++) console.log(i)' },
      { code: `setTimeout(() => undefined, 0);\n(globalThis as any)[Symbol.for('vexlab.signal')].aborted` },
      {
        code: `throw Object.assign(new Error('outer', { cause: new TypeError('inner') }), { name: 'LabError' })`,
        stopOnError: false,
      },
      { code: `/** @module broken */\nexport const a: number = 'x';`, stopOnError: false },
      { code: `throw { code: 7 }`, stopOnError: false },
    ]);
  });

  it('plain tslab offers no way to send several MIME types', () => {
    expect(streamOf(plain.steps[0], 'stdout')).toBe('undefined\n');
  });

  it('is one output in several MIME types', () => {
    const shown = ours.steps[0]?.outputs.filter(({ type }) => type === 'display_data');
    expect(shown?.map(({ content }) => content.data)).toEqual([
      {
        'application/vnd.plotly.v1+json': { data: [{ y: [1, 2] }], layout: {} },
        'text/html': '<b>up</b>',
        'text/plain': 'up',
      },
    ]);
  });

  it('can be updated in place, and bytes travel as base64', () => {
    const shown = ours.steps[1]?.outputs.filter(({ type }) => type.endsWith('display_data'));
    expect(shown?.map(({ type, content }) => [type, content.transient?.display_id, content.data])).toEqual([
      ['display_data', 'bar', { 'text/plain': 'one', 'image/png': 'iVA=' }],
      ['update_display_data', 'bar', { 'text/plain': 'two' }],
    ]);
  });

  it('is cancelled, when an earlier cell of the same run failed', () => {
    expect(errorsOf(ours.steps[2])[0]?.evalue).toContain('needs the displayId');
    expect(ours.steps[2]?.replies.map(({ status }) => status)).toEqual(['error', 'aborted', 'aborted']);
    expect(streamOf(ours.steps[2], 'stdout')).toBe('');
  });

  it('goes on after a failure where the frontend asks for that', () => {
    expect(ours.steps[3]?.replies.map(({ status }) => status)).toEqual(['error', 'ok']);
    expect(streamOf(ours.steps[3], 'stdout')).toBe('goes on\n');
  });

  it('loses no line', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `${i}\n`).join('');
    expect(streamOf(ours.steps[4], 'stdout')).toBe(lines);
  });

  it('can ask whether its cell was interrupted', () => {
    expect(streamOf(ours.steps[5], 'stdout')).toBe('false\n');
  });

  it('names an error by its own name, and its causes', () => {
    expect(errorsOf(ours.steps[6])[0]).toMatchObject({ ename: 'LabError', evalue: 'outer' });
    expect(errorsOf(ours.steps[6])[0]?.traceback?.at(-1)).toBe('caused by TypeError: inner');
  });

  it('fails for a compile error in a module cell too', () => {
    expect(ours.steps[7]?.replies[0]).toMatchObject({ status: 'error', ename: 'CompileError' });
  });

  it('says what was thrown when that is no error', () => {
    expect(errorsOf(ours.steps[8])[0]).toMatchObject({ ename: 'Thrown', evalue: '{ code: 7 }' });
  });
});
