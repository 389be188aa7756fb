import { describe, expect, it } from 'vitest';
import { contractText } from 'vexlab/dist/cli/contract/contract-text';
import { result, sampleReport } from '../../contract/sample-report';
import { lines } from '../vexlab';

describe('what is said of it', () => {
  const report = sampleReport({
    checks: [
      result('not-applicable', 'sail', 'It has no sail.'),
      result('pass', 'swim'),
      result('not-applicable', 'gybe', 'It has no sail.'),
      { ...result('finding', 'sink', `It sinks ${'again and '.repeat(20)}again.`), advice: 'Stay ashore.' },
      result('broken', 'dive', 'It did not come up.'),
    ],
    testedAgainst: 'protocol-stub',
  });

  it('has what is wrong first, and no line over 100 columns', async () => {
    const text = await contractText(report);
    const said = lines(text);
    expect(said[0]).toBe('Boat (server 4.5.6, client 1.2.3, started): 1 broken, 1 finding, 1 passed, 2 not applicable');
    expect(said[1]).toContain('against a stub of its protocol only');
    expect(
      said
        .slice(3)
        .map((line) => line.split(/\s+/)[0])
        .filter((word) => word !== ''),
    ).toEqual(['broken', 'finding', 'pass', 'not']);
    expect(said.at(-1)).toBe('not applicable: sail, gybe: It has no sail.');
    expect(text.replace(/\s+/g, ' ')).toContain('again. → Stay ashore.');
    expect(said.filter((line) => line.length > 100)).toEqual([]);
  });
});
