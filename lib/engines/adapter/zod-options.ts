import { z } from 'zod';
import type { Json } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import type { OptionSchema, Params } from '../option-schema';

/**
 * An {@link OptionSchema} over a zod shape. Zod stays behind this function: its types do not parse in the
 * TypeScript that notebooks are checked with.
 */
export function zodOptions(shape: z.ZodRawShape): OptionSchema {
  const schema = z.strictObject(shape);
  const names = Object.keys(shape);
  return {
    names,
    jsonSchema: z.toJSONSchema(schema, { io: 'input' }) as Json,
    parse(value, where) {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data as Params;
      const issue = parsed.error.issues[0];
      const option = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.');
      const given = option ? (value as { [name: string]: unknown })[option] : value;
      throw new LabError({
        code: 'bad-option',
        where,
        what: `option ${option} = ${JSON.stringify(given)}: ${issue?.message}`,
        remedy: `the options are ${names.join(', ') || 'none'}`,
      });
    },
  };
}
