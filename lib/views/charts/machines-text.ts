/** On which machine all of these were measured, by the first digits of its identity; of several, how many. */
export function machinesText(shown: readonly { readonly machine: string }[]): string {
  const machines = [...new Set(shown.map(({ machine }) => machine))];
  return machines.length === 1 ? `machine ${machines[0]?.slice(0, 8)}` : `${machines.length} machines`;
}
