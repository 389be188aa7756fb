import type { Scale } from '../../datasets/scale';
import { scaleList } from './lists';

/** The one scale that `--scale` gives, ready to be handed on; nothing where it was not given. */
export function scaleOption(text: string | undefined): { scale?: Scale } {
  const scale = text === undefined ? undefined : scaleList('--scale', [text])[0];
  return scale === undefined ? {} : { scale };
}
