import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../base/paths';
import type { EngineContext } from '../engine';
import { memoryBytes } from '../process/memory';
import type { Container, LocalServer, MissingServer, ServerRecipe } from '../server-recipe';
import { docker } from './docker';
import { startContainer } from './start-container';

const composeFile = join(projectRoot, 'compose.yaml');
const answeringMs = 5000;

/** The container of an engine, where Docker runs. Its settings stand in compose.yaml. */
export async function composeServer(
  name: string,
  container: Container,
  recipe: ServerRecipe,
  env: EngineContext['env'],
): Promise<LocalServer | MissingServer> {
  const remedy = 'install Docker and start it';
  if (!existsSync(composeFile)) return { missing: `${composeFile} is not there`, remedy };
  let dockers: number;
  try {
    await docker(['compose', 'version'], env, answeringMs);
    dockers = Number(await docker(['info', '--format', '{{.MemTotal}}'], env, answeringMs));
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { missing: absent ? 'Docker is not installed' : 'Docker does not answer', remedy };
  }
  // In a virtual machine it has less.
  const memory = Math.min(memoryBytes(), dockers || Infinity);
  return {
    why: `container ${container.service} of compose.yaml`,
    start: (context) => startContainer({ name, composeFile, container, recipe, memory }, context),
  };
}
