import type { Finding } from '../../results/record';

/**
 * How near a rate came to what the same clients reach against a server that does nothing. Near it the client, and not the
 * engine, decides the rate.
 */
export function clientCeiling({ rate, ceiling }: { rate: number; ceiling: number }): Finding {
  const share = rate / ceiling;
  const verdict = share <= 0.5 ? 'pass' : share <= 0.8 ? 'warn' : 'fail';
  const seen = `${Math.round(rate)}/s of the ${Math.round(ceiling)}/s that these clients reach against a null server`;
  return {
    check: 'client-ceiling',
    verdict,
    numbers: { rate, ceiling, share },
    advice:
      verdict === 'pass'
        ? seen
        : `${seen}: the client, and not the database, may be what was measured; use a machine with more cores, or read the rate as a lower bound`,
  };
}
