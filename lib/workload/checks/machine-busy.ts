import type { Finding, MeasuredFacts } from '../../results/record';

/** Shares of the machine's CPU in a window beyond which somebody else is part of what was measured. */
export const busyLimits = { others: 0.1, stolen: 0.02 } as const;

/** CPU milliseconds of all processors below which the kernel's ticks are too coarse to tell shares. */
export const leastMachineMs = 2000;

/**
 * Whether the machine was the engine's and the client's alone while the window lasted: what other programs use, the engines that are not
 * measured among them, and what a virtual machine's host keeps, makes latencies longer and rates lower, evenly in every repetition. No
 * finding where nobody can tell: of an engine whose processes are not seen only what the host kept is known.
 */
export function machineBusy({ others, stolen, machine }: MeasuredFacts['cpu']): Finding[] {
  if (machine === undefined || stolen === undefined || machine < leastMachineMs) return [];
  const kept = stolen > busyLimits.stolen * machine;
  if (others === undefined && !kept) return [];
  const percent = (ms: number): string => `${((100 * ms) / machine).toFixed(1)} %`;
  const seen = [
    ...(others === undefined ? [] : [`other programs used ${percent(others)} of the machine's CPU`]),
    `the host of the machine kept ${percent(stolen)}`,
  ].join('; ');
  const quiet = !kept && (others ?? 0) <= busyLimits.others * machine;
  return [
    {
      check: 'machine-busy',
      verdict: quiet ? 'pass' : 'warn',
      numbers: { ...(others !== undefined && { othersShare: others / machine }), stolenShare: stolen / machine },
      advice: quiet
        ? seen
        : `${seen}: rates and latencies are in part theirs; close other programs, or measure on a machine of its own`,
    },
  ];
}
