import type { Engine, EngineContext } from '../engines/engine';

/** What answered the suite: the engine itself, or a stub of its protocol. */
export type Against = 'engine' | 'stub';

/**
 * Names, after commas, of the engines whose server in this environment is a stub of its protocol. Whoever starts a stub sets it
 * beside the stub's URL, so that what a stub answered is never taken for the engine's answer.
 */
export const stubsVariable = 'VEXLAB_STUBS';

/** What answers for an engine in this environment. */
export const againstOf = ({ name }: Pick<Engine, 'name'>, env: EngineContext['env']): Against =>
  (env[stubsVariable] ?? '').split(',').some((stub) => stub.trim() === name) ? 'stub' : 'engine';
