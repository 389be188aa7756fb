import type { EngineContext } from '../engine';
import type { Container } from '../server-recipe';
import { ownSecret } from './own-secret';

/**
 * What a container of the lab's own gets in place of what compose.yaml says for one that is started by hand: its ports, the
 * secret of this user's servers, and the memory that a server would have that runs beside the lab and not in a container.
 */
export function containerVariables(
  { container, memory }: { container: Container; memory: number },
  env: EngineContext['env'],
  port: number,
): Record<string, string> {
  const { service, ports = 1 } = container;
  const name = `VEXLAB_${service.toUpperCase().replace(/-/g, '_')}_PORT`;
  const numbers = Array.from({ length: ports }, (_, at) => [at === 0 ? name : `${name}_${at + 1}`, String(port + at)]);
  return {
    ...(Object.fromEntries(numbers) as Record<string, string>),
    VEXLAB_SECRET: ownSecret(env),
    VEXLAB_MEMORY: `${Math.floor(memory / 2 ** 20)}MB`,
    ...container.variables?.(memory),
  };
}
