import type { EngineContext, FoundBy } from './engine';
import type { Service } from './process/service';

/** How a server of an engine is found, and how one is started. */
export interface ServerRecipe {
  /** Environment variable with the URL of a server that is to be used, e.g. `CHROMA_URL`. */
  readonly urlVariable: string;
  /** Which parts of that URL beside host, port and query the adapter uses; one with another is refused. Default: none. */
  readonly urlParts?: readonly UrlPart[];
  /** Where a server listens that was started by hand, the likeliest first; absent: the lab looks at no port that it was not told. */
  readonly defaultUrl?: string | readonly string[];
  /**
   * Whether this engine's server answers there within `timeoutMs`; anything else on that port is a no. Never rejects. `how` it
   * was found says which secrets it may be shown: see `keyFor`.
   */
  answers(url: string, env: EngineContext['env'], timeoutMs: number, how: FoundBy): Promise<boolean>;
  /** Version of the server that answers there, as connections report it; absent: it takes a connection to know. Never rejects. */
  version?(url: string, timeoutMs: number): Promise<string | undefined>;
  /** URL of a server on a loopback port; absent: `http://127.0.0.1:PORT`. */
  url?(port: number): string;
  /** Looks for what can be started on this machine; starts nothing. */
  local(context: EngineContext): Promise<LocalServer | MissingServer>;
  readonly container?: Container | undefined;
}

/** Of a URL: its path, and the user and password before its host. */
export type UrlPart = 'path' | 'credentials';

/** A service in compose.yaml. */
export interface Container {
  /** Its name there. The variable `VEXLAB_<SERVICE>_PORT` sets the first port that it publishes, `…_PORT_2` the second. */
  readonly service: string;
  /** How many ports in a row it is given; default 1. */
  readonly ports?: number;
  /** Its other variables there, for a server that may use so many bytes of memory. */
  variables?(memory: number): Readonly<Record<string, string>>;
}

/** A server that can be started here. */
export interface LocalServer {
  /** What it is and where, e.g. `chromadb 1.5.9 in .venv`. */
  readonly why: string;
  readonly version?: string;
  /** Starts it with its data in `context.dataDir`, on a free loopback port. */
  start(context: EngineContext): Promise<Service>;
}

export interface MissingServer {
  readonly missing: string;
  readonly remedy: string;
}

/** The URL of a server on a loopback port. */
export const urlOn = (recipe: Pick<ServerRecipe, 'url'>, port: number): string =>
  recipe.url ? recipe.url(port) : `http://127.0.0.1:${port}`;
