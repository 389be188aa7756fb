import type { CeilingFacts, Finding, LoadFacts } from '../../results/record';

const reached: { readonly [Against in CeilingFacts['against']]: string } = {
  'null-server': 'that bare HTTP requests of as many clients reached just before against a server that does nothing',
  'no-request':
    'that the same loop reached just before against a search that answers at once, as the engine is in this process',
};

/** What a share that is not near 1 leaves open. */
const unsaid: { readonly [Against in CeilingFacts['against']]: string } = {
  'null-server':
    'it is not the loop or the way that held it back; whether the engine’s own client did, which may cost more than a bare request, the check client-load tells, or slips of an open loop',
  'no-request': 'it is not the loop that held it back',
};

const remedies: { readonly [Against in CeilingFacts['against']]: string } = {
  'null-server':
    'the client, and not the database, may be what was measured; use a machine with more cores, or read the rate as a lower bound',
  'no-request': 'the loop, and not the engine, may be what was measured; read the rate as a lower bound',
};

/**
 * How near a rate came to what as many clients reach that ask by bare HTTP requests, of an engine in this process by calls of
 * nothing, where nobody keeps them waiting. Near it the client, and not the engine, decides the rate; far from it the engine's
 * own client, which is not in the ceiling, still may.
 */
export function clientCeiling({
  rate,
  ceiling,
  against,
}: {
  rate: number;
  ceiling: number;
  against: CeilingFacts['against'];
}): Finding {
  const share = rate / ceiling;
  const verdict = share <= 0.5 ? 'pass' : share <= 0.8 ? 'warn' : 'fail';
  const seen = `${Math.round(rate)}/s of the ${Math.round(ceiling)}/s ${reached[against]}`;
  return {
    check: 'client-ceiling',
    verdict,
    numbers: { rate, ceiling, share },
    advice: `${seen}: ${(verdict === 'pass' ? unsaid : remedies)[against]}`,
  };
}

/** The finding of a window's rate; none where no ceiling was measured. */
export const ceilingFinding = (rate: number, { ceiling, ceilingOf }: LoadFacts): Finding[] =>
  ceiling === undefined || ceilingOf === undefined
    ? []
    : [clientCeiling({ rate, ceiling, against: ceilingOf.against })];
