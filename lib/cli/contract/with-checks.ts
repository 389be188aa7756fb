import { checksOf } from '../../contract/run-contract';
import { unknownCheck } from '../../contract/unknown-check';
import type { Engine } from '../../engines/engine';

export const hasCheck = (engine: Engine, name: string): boolean =>
  checksOf(engine).some((check) => check.name === name);

/**
 * The engines that have checks of these names: those `named`, each of which must have them all, or any that has one. LabError
 * `unknown-check` with the names that there are.
 */
export function withChecks(
  only: readonly string[],
  engines: readonly Engine[],
  named: readonly Engine[] | undefined,
): readonly Engine[] {
  for (const name of only) {
    const lacking = named?.find((engine) => !hasCheck(engine, name));
    if (lacking) throw unknownCheck(name, lacking.name, namesOf([lacking]));
    if (!engines.some((engine) => hasCheck(engine, name))) throw unknownCheck(name, 'contract', namesOf(engines));
  }
  return named ?? engines.filter((engine) => only.some((name) => hasCheck(engine, name)));
}

const namesOf = (engines: readonly Engine[]): string[] =>
  engines.flatMap((engine) => checksOf(engine).map(({ name }) => name));
