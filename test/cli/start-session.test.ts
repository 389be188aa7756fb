import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from 'vexlab/dist/cli/start-session';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-session-'));
const file = join(folder, 'start.json');
const early = new Date('2024-05-06T07:08:09.123Z');
const late = new Date('2024-05-06T10:00:00.000Z');
beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('startSession', () => {
  it('goes on with one that was stopped', () => {
    expect(startSession(folder, 'quick', early)).toMatchObject({ id: 'start-20240506T070809Z', resumed: false });
    expect(startSession(folder, 'quick', late)).toMatchObject({ id: 'start-20240506T070809Z', resumed: true });
  });

  it('begins a new one after the end, for another profile, and over a broken file', () => {
    startSession(folder, 'quick', early).end();
    expect(existsSync(file)).toBe(false);
    expect(startSession(folder, 'quick', late).resumed).toBe(false);
    expect(startSession(folder, 'standard', early).resumed).toBe(false);
    writeFileSync(file, '{"session": 3');
    expect(startSession(folder, 'standard', late)).toMatchObject({ id: 'start-20240506T100000Z', resumed: false });
  });

  it('says where it cannot write', () => {
    writeFileSync(file, '');
    expect(() => startSession(join(file, 'below'), 'quick')).toThrow(/start\.json: cannot be written \(ENOTDIR\)/);
  });
});
