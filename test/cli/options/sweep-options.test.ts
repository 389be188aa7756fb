import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { overlay, sweepFromOptions } from 'vexlab/dist/cli/options/sweep-options';
import { baseSweep } from './base-sweep';

const base = baseSweep;
const known = ['one', 'two', 'three'];

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof LabError) return `${thrown.code} ${thrown.message}`;
    throw thrown;
  }
  return 'accepted';
}

describe('sweepFromOptions', () => {
  it('leaves the profile as it is where nothing was given', () => {
    expect(sweepFromOptions({}, base, known)).toEqual(base);
  });

  it('puts everything given over the profile', () => {
    const sweep = sweepFromOptions(
      {
        databases: ['one,two'],
        datasets: ['photos', 'words.arrow'],
        scales: ['small,2500'],
        k: ['1,10'],
        ef: ['10', '200'],
        m: '32',
        efConstruction: '400',
        clients: ['1,4'],
        requests: '50',
        minMs: '0',
        warmup: '0',
        repetitions: '3',
        builds: '3',
        seed: '0',
        option: ['two.space=big', 'two.threads=4', 'one.fast=true'],
      },
      base,
      known,
    );
    expect(sweep).toEqual({
      datasets: ['photos', 'words.arrow'],
      scales: ['small', 2500],
      engines: ['one', 'two'],
      k: [1, 10],
      ef: [10, 200],
      m: 32,
      efConstruction: 400,
      clients: [1, 4],
      requests: 50,
      minMs: 0,
      warmup: 0,
      repetitions: 3,
      builds: 3,
      seed: 0,
      options: { two: { space: 'big', threads: 4 }, one: { fast: true } },
    });
  });

  it('takes all for every engine there is, and each name once', () => {
    expect(sweepFromOptions({ databases: ['all'] }, base, known).engines).toEqual(known);
    expect(sweepFromOptions({ databases: ['two,one', 'two'] }, base, known).engines).toEqual(['two', 'one']);
  });

  it('keeps the commas of a generated set', () => {
    const { datasets } = sweepFromOptions({ datasets: ['synthetic:n=500,dim=16,photos,synthetic:n=9'] }, base, known);
    expect(datasets).toEqual(['synthetic:n=500,dim=16', 'photos', 'synthetic:n=9']);
  });

  it('shares fewer builds where there are fewer repetitions', () => {
    expect(sweepFromOptions({ repetitions: '1' }, base, known).builds).toBe(1);
    expect(refusal(() => sweepFromOptions({ repetitions: '1', builds: '2' }, base, known))).toBe(
      'bad-option --builds: 2 builds for 1 repetitions; give at most one build a repetition',
    );
  });

  it.each([
    [{ ef: ['10,ten'] }, '--ef: "ten" is not a whole number of at least 1'],
    [{ k: ['0'] }, '--k: "0" is not a whole number of at least 1'],
    [{ m: '1' }, '--m: "1" is not a whole number of at least 2'],
    [{ requests: '-5' }, '--requests: "-5" is not a whole number of at least 1'],
    [{ warmup: '1e3' }, '--warmup: "1e3" is not a whole number of at least 0'],
    [{ scales: ['tiny'] }, '--scales: unknown scale "tiny"; give small, medium, large, full or a number of rows'],
    [{ datasets: ['a,,b'] }, '--datasets: an empty name in "a,,b"; separate names by one comma'],
    [{ option: ['one=3'] }, '--option: "one=3" cannot be read; write ENGINE.NAME=VALUE'],
    [
      { option: ['two.M=3'] },
      '--option: an option for "two", which is not among the engines asked for; the engines are one',
    ],
  ])('refuses %j in one line', (options, line) => {
    expect(refusal(() => sweepFromOptions(options, base, known))).toBe(`bad-option ${line}`);
  });

  it('refuses an unknown engine, given or in a sweep file', () => {
    const line = 'unknown-engine five: there is no such engine; the engines are one, two, three, or all';
    expect(refusal(() => sweepFromOptions({ databases: ['one,five'] }, base, known))).toBe(line);
    expect(refusal(() => sweepFromOptions({}, { ...base, engines: ['five'] }, known))).toBe(line);
  });
});

describe('overlay', () => {
  it('merges the options of an engine by name', () => {
    const merged = overlay(
      { ...base, options: { one: { a: 1, b: 2 }, two: { c: 3 } } },
      { options: { one: { b: 5 } }, m: 8 },
    );
    expect(merged.m).toBe(8);
    expect(merged.options).toEqual({ one: { a: 1, b: 5 }, two: { c: 3 } });
  });
});
