import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from 'vexlab/dist/base/paths';

/** What these tests read of a service in compose.yaml. */
export interface ComposeService {
  readonly image: string;
  readonly ports: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly mem_limit: string;
  readonly memswap_limit: string;
  readonly shm_size?: string;
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly healthcheck: Readonly<Record<string, string>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

/** compose.yaml with its variables put in as Docker Compose does: `${NAME:-default}`. */
export function composeFile(variables: Readonly<Record<string, string>> = {}): ComposeFile {
  const { load } = createRequire(__filename)('js-yaml') as { load: (text: string) => unknown };
  const text = readFileSync(join(projectRoot, 'compose.yaml'), 'utf8');
  const whole = text.replace(/\$\{(\w+):-([^}]*)\}/g, (_, name: string, usual: string) => variables[name] || usual);
  return load(whole) as ComposeFile;
}

/** A service of it. */
export function composeService(name: string, variables?: Readonly<Record<string, string>>): ComposeService {
  const service = composeFile(variables).services[name];
  if (!service) throw new Error(`compose.yaml has no service ${name}`);
  return service;
}
