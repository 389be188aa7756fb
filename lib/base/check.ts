/**
 * States something that must hold and stops the notebook where it does not.
 * @throws Error `check failed: …` with the statement.
 */
export function check(holds: boolean, statement: string): asserts holds {
  if (!holds) throw new Error(`check failed: ${statement}`);
}
