import type { Engine, EngineContext } from '../../engines/engine';

/** Whether money may be spent on an engine. Whoever runs the lab is asked at most once an engine, however often this is. */
export type Spending = (engine: Engine, context: EngineContext) => Promise<boolean>;

/** `ask` absent: nobody can be asked, and it may not. What the engine itself rejects with is not remembered. */
export function spending(ask?: (what: string) => Promise<boolean>): Spending {
  const answers = new Map<string, boolean>();
  return async (engine, context) => {
    if (!engine.spends) return true;
    const answered = answers.get(engine.name);
    if (answered !== undefined) return answered;
    const what = await engine.spends(context);
    const answer = (await ask?.(what)) ?? false;
    answers.set(engine.name, answer);
    return answer;
  };
}
