import type { Params } from '../../engines/option-schema';
import { badOption } from './bad-option';
import type { Given } from './lists';

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** `ENGINE.NAME=VALUE`, any number of times, as a table by engine. Values that read as numbers or truth values are such. */
export function engineOptions(option: string, given: Given): { [engine: string]: Params } {
  const options: { [engine: string]: { [name: string]: string | number | boolean } } = {};
  for (const text of given) {
    const match = /^([^.=\s]+)\.([^=\s]+)=(.*)$/.exec(text);
    if (!match) throw badOption(option, `"${text}" cannot be read`, 'write ENGINE.NAME=VALUE');
    const [, engine = '', name = '', value = ''] = match;
    options[engine] = { ...options[engine], [name]: valueOf(value) };
  }
  return options;
}
