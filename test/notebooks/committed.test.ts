import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { readNotebook } from './read-notebook';

const folder = join(projectRoot, 'notebooks');

describe.each(readdirSync(folder).filter((name) => name.endsWith('.ipynb')))('committed notebook %s', (name) => {
  const { code, figures } = readNotebook(join(folder, name));

  it('carries the outputs of a clean run', () => {
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, i) => i + 1));
    expect(code.some(({ outputs }) => outputs.length > 0)).toBe(true);
    expect(code.flatMap(({ outputs }) => outputs).filter(({ output_type }) => output_type === 'error')).toEqual([]);
  });

  it('has a static image beside every figure', () => {
    const images = code.flatMap(({ outputs }) => outputs).filter(({ data }) => data?.['image/png']);
    expect(images).toHaveLength(figures.length);
  });

  it('tells nothing of the machine that ran it but what it says on purpose', () => {
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/["\s]\/(home|root|tmp|var|opt|srv|work|Users)\//);
  });
});
