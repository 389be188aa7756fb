import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Action, type Conversation, drive, errorsOf, type Step, streamOf } from './drive-kernel';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

// What plain tslab lacks, and what it does under our launcher: the same cells through both.
const names = ['exception', 'compile', 'rejection', 'afterRejection', 'late', 'afterLate', 'awaited', 'last'] as const;
const cells: { [name in (typeof names)[number]]: Action } = {
  exception: {
    code: [
      'interface Shape { sides: number }',
      'function half(shape: Shape): number {',
      '  throw new RangeError(`odd: ${shape.sides}`);',
      '}',
      'half({ sides: 3 })',
    ].join('\n'),
    // tslab refuses cells in the moments after a failure.
    pause: 0.4,
  },
  compile: { code: 'const five = 5;\nconst count: number = "five";', pause: 0.4 },
  rejection: { code: 'void Promise.reject(new Error("lost")); undefined', pause: 0.4 },
  afterRejection: { code: 'console.log("on")', pause: 0.4 },
  late: { code: 'setTimeout(() => { void Promise.reject(new TypeError("too late")) }, 100); undefined', pause: 0.5 },
  afterLate: { code: 'console.log("still here")', pause: 0.4 },
  awaited: {
    // From a timer, when the cell is awaited: Node may lose a SIGINT that comes just as the run of a script itself ends.
    code: 'setTimeout(() => console.log("waiting"));\nawait new Promise((done) => setTimeout(done, 60_000));',
    interruptWhen: 'waiting',
    pause: 0.4,
  },
  last: { code: 'setInterval(() => undefined, 1000);\nconsole.log("left running")' },
};

function byName({ steps }: Conversation): { [name in keyof typeof cells]: Step | undefined } {
  return Object.fromEntries(names.map((name, i) => [name, steps[i]])) as ReturnType<typeof byName>;
}

describe('a kernel as a citizen of Jupyter', () => {
  let plain: Conversation;
  let ours: Conversation;
  let plainStep: ReturnType<typeof byName>;
  let ourStep: ReturnType<typeof byName>;

  beforeAll(async () => {
    const actions = names.map((name) => cells[name]);
    plain = await drive('plain', actions);
    ours = await drive('ours', actions);
    plainStep = byName(plain);
    ourStep = byName(ours);
  });

  describe('an exception', () => {
    it('is only text on stderr in plain tslab, with frames of tslab itself', () => {
      expect(errorsOf(plainStep.exception)).toEqual([]);
      expect(streamOf(plainStep.exception, 'stderr')).toContain('tslab/dist/executor.js');
    });

    it('is an error output of ours, once, with the lines of the cell that the user wrote', () => {
      const error = {
        ename: 'RangeError',
        evalue: 'odd: 3',
        traceback: [
          'RangeError: odd: 3',
          '    at In [1], line 3 in half: throw new RangeError(`odd: ${shape.sides}`);',
          '    at In [1], line 5: half({ sides: 3 })',
        ],
      };
      expect(errorsOf(ourStep.exception)).toEqual([error]);
      expect(ourStep.exception?.replies).toEqual([{ status: 'error', execution_count: 1, ...error }]);
      expect(streamOf(ourStep.exception, 'stderr')).toBe('');
    });
  });

  describe('a compile error', () => {
    it('is only text on stderr in plain tslab', () => {
      expect(errorsOf(plainStep.compile)).toEqual([]);
      expect(streamOf(plainStep.compile, 'stderr')).toContain("Type 'string' is not assignable to type 'number'.");
    });

    it('is an error output of ours that points at the place', () => {
      const message = "Type 'string' is not assignable to type 'number'.";
      expect(errorsOf(ourStep.compile)).toEqual([
        {
          ename: 'CompileError',
          evalue: message,
          traceback: [
            `CompileError: ${message}`,
            `line 2:7 - ${message}`,
            '    const count: number = "five";',
            '          ^',
          ],
        },
      ]);
      expect(ourStep.compile?.replies[0]?.status).toBe('error');
      expect(streamOf(ourStep.compile, 'stderr')).toBe('');
    });
  });

  describe('a rejection that nobody handles', () => {
    it('passes in plain tslab', () => {
      expect(plainStep.rejection?.replies[0]?.status).toBe('ok');
      expect(errorsOf(plainStep.rejection)).toEqual([]);
    });

    it('fails the cell of ours and shows there', () => {
      expect(ourStep.rejection?.replies[0]).toMatchObject({ status: 'error', evalue: 'unhandled rejection: lost' });
      expect(errorsOf(ourStep.rejection).map(({ traceback }) => traceback)).toEqual([
        ['unhandled rejection: Error: lost', expect.stringContaining('at In [3], line 1')],
      ]);
      expect(ourStep.afterRejection?.replies[0]?.status).toBe('ok');
    });
  });

  describe('a rejection after its cell has ended', () => {
    it('passes in plain tslab', () => {
      expect(plainStep.late?.replies[0]?.status).toBe('ok');
      expect(plainStep.afterLate?.replies[0]?.status).toBe('ok');
    });

    it('fails the next reply of ours, whose cell has run', () => {
      expect(ourStep.late?.replies[0]?.status).toBe('ok');
      expect(ourStep.afterLate?.replies[0]).toMatchObject({
        status: 'error',
        ename: 'TypeError',
        evalue: 'unhandled rejection: too late (after an earlier cell had ended)',
      });
      expect(streamOf(ourStep.afterLate, 'stdout')).toBe('still here\n');
      // Once where it came from, as soon as it came, and once where it is told.
      expect(ourStep.afterLate?.outputs.filter(({ type }) => type === 'error').map(({ cell }) => cell)).toEqual([
        -1, 0,
      ]);
    });
  });

  describe('an interrupt of an awaited cell', () => {
    it('leaves a stack of tslab itself on stderr in plain tslab', () => {
      expect(errorsOf(plainStep.awaited)).toEqual([]);
      expect(streamOf(plainStep.awaited, 'stderr')).toContain('tslab/dist/main.js');
    });

    it('stops the cell of ours, with an error output of its own name', () => {
      expect(ourStep.awaited?.replies[0]).toMatchObject({ status: 'error', ename: 'Interrupted' });
      expect(errorsOf(ourStep.awaited)).toEqual([
        {
          ename: 'Interrupted',
          evalue: 'the cell was interrupted',
          traceback: ['Interrupted: the cell was interrupted'],
        },
      ]);
      expect(streamOf(ourStep.awaited, 'stdout')).toBe('waiting\n');
      expect(streamOf(ourStep.awaited, 'stderr')).toBe('');
    });
  });

  describe('a shutdown', () => {
    it('does not end plain tslab while a timer runs', () => {
      expect(plain.exitCode).toBeNull();
    });

    it('ends ours at once, clean and quiet', () => {
      expect({ exitCode: ours.exitCode, stdout: ours.stdout, stderr: ours.stderr }).toEqual({
        exitCode: 0,
        stdout: '',
        stderr: '',
      });
    });
  });
});
