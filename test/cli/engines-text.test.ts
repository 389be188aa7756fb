import { describe, expect, it } from 'vitest';
import { enginesText } from 'vexlab/dist/cli/engines/engines-text';
import { faultyEngine } from '../contract/faulty-engine';
import { result } from '../contract/sample-report';
import { lines } from './vexlab';

describe('the list of engines', () => {
  it('cuts nothing off, whatever the versions, and keeps to 100 columns', () => {
    const version = '0.8.5 (PostgreSQL 16.14, which has a long name of its own)';
    const contract = {
      version,
      against: 'engine' as const,
      at: '2026-01-02T03:04:05.000Z',
      planned: 40,
      unasked: ['attach', 'ping'],
      findings: [result('finding', 'sink', `It sinks ${'again and '.repeat(20)}again.`)],
      broken: [result('broken', 'dive', 'It did not come up.')],
      others: [],
    };
    const { name, title, kind, capabilities, testedAgainst } = faultyEngine();
    const row = { name, title, kind, capabilities, testedAgainst, version, contract };
    const text = enginesText(
      [
        { ...row, state: 'startable', how: 'environment', why: 'it answers' },
        {
          ...row,
          name: 'submarine-of-war',
          state: 'not-configured',
          why: 'no sea',
          remedy: 'go to one',
          contract: undefined,
        },
      ],
      [],
    );
    expect(lines(text).filter((line) => line.length > 100 || line.includes('…'))).toEqual([]);
    expect(text).toMatch(/^faulty +startable +environment +0\.8\.5 +real engine +1 \(0\.8\.5\), 1 broken, 2 unasked$/m);
    expect(text).toContain('npx vexlab contract ENGINE asks them:\nfaulty: attach, ping');
    expect(text).toContain('faulty, dive: It did not come up.\nfaulty, sink: It sinks again');
    expect(text).toContain('submarine-of-war: no sea; go to one');
    const gone = { ...row, version: undefined, state: 'unavailable' as const, why: 'it sank', remedy: 'raise it' };
    const later = enginesText([gone], []);
    expect(later).toMatch(/^faulty +unavailable +— +— +real engine /m);
    expect(later.replace(/\s+/g, ' ')).toContain(`faulty: version ${version} when last tested on 2026-01-02`);
    const others = [{ version: '0.7.0 (old)', findings: 3 }];
    const several = enginesText(
      [
        {
          ...row,
          version: undefined,
          state: 'startable',
          how: 'started',
          why: 'it is there',
          contract: { ...contract, version: '0.8.5 (new)', others },
        },
      ],
      [],
    );
    expect(several).toContain('1 (0.8.5 new)');
    expect(several).toContain('What it found of other releases:\nfaulty 0.7.0 (old): 3 findings');
    const stub = enginesText([{ ...gone, contract: { ...contract, against: 'stub' } }], []);
    expect(stub).not.toContain('when last tested');
    expect(stub).toContain('1 (a stub), 1 broken');
    const onlyFound = enginesText([{ ...gone, testedAgainst: 'found-only' }], []);
    expect(onlyFound).toMatch(/^faulty +unavailable +— +— +found only, not tested /m);
  });
});
