import type { BuildFacts, Finding } from '../../results/record';

const most = 0.05;

/**
 * Whether the lab left the engine alone for more than a small part of the filling: between two inserts it makes the next batch, notes the
 * last one and looks at the engine. An engine that indexes in the background uses that time, and its inserts look cheaper for it.
 * None of a build whose time was not taken.
 */
export function betweenInserts({ insertMs, readyMs, wallMs }: BuildFacts): Finding[] {
  if (wallMs === undefined) return [];
  const betweenMs = Math.max(0, wallMs - insertMs - readyMs);
  const share = wallMs > 0 ? betweenMs / wallMs : 0;
  const verdict = share > most ? 'warn' : 'pass';
  const said = `the lab took ${betweenMs.toFixed(1)} of the ${wallMs.toFixed(1)} ms until all was searchable between inserts`;
  const advice =
    verdict === 'pass'
      ? said
      : `${said} (${Math.round(share * 100)} %): in the acknowledged rate an engine has that time free; insert more at once (--batches), or close other programs`;
  return [{ check: 'between-inserts', verdict, numbers: { betweenMs, wallMs, share }, advice }];
}
