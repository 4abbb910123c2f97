import { createAjv } from './ajv-engine.ts';
import { type Validate, validateWith } from './ajv-problems.ts';
import { checkBounds } from './data-bounds.ts';
import type { JsonSchema } from './record-schema.ts';

/** A function that judges data by a JSON Schema; at most 100 problems. For servers: it compiles code, which browsers forbid. */
export function compileValidator(schema: JsonSchema): Validate {
  const validate = validateWith(createAjv().compile(schema));
  return (data) => {
    const problems = checkBounds(data);
    return problems.length > 0 ? problems : validate(data);
  };
}
