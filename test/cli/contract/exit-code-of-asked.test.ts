import { describe, expect, it } from 'vitest';
import type { Asked } from 'vexlab/dist/cli/contract/ask-engine';
import { exitCodeOfAsked } from 'vexlab/dist/cli/contract/exit-code-of-asked';
import type { ContractReport } from 'vexlab/dist/results/contract-report';
import { result, sampleReport } from '../../contract/sample-report';

describe('what came of asking', () => {
  it('decides the exit code: findings are what the suite is for, what is broken fails', () => {
    const asked = (checks: ContractReport['checks']): Asked => ({
      engine: 'boat',
      state: 'asked',
      report: sampleReport({ checks }),
    });
    const good = asked([result('finding', 'sink')]);
    const unavailable: Asked = { engine: 'raft', state: 'unavailable', why: '' };
    expect(exitCodeOfAsked([good], false)).toBe(0);
    expect(exitCodeOfAsked([good, asked([result('finding', 'sink'), result('broken', 'dive')])], false)).toBe(1);
    expect(exitCodeOfAsked([good, { engine: 'raft', state: 'not-connected', why: '' }], false)).toBe(1);
    expect(exitCodeOfAsked([good, unavailable], false)).toBe(3);
    expect(exitCodeOfAsked([unavailable], false)).toBe(1);
    expect(exitCodeOfAsked([good], true)).toBe(130);
  });
});
