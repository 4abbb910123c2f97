import { createAjv } from './ajv-engine.ts';
import { type Validate, validateWith } from './ajv-problems.ts';
import { checkBounds } from './data-bounds.ts';
import type { JsonSchema } from './record-schema.ts';

/** A function that judges data by a JSON Schema; at most 100 problems. For servers: it compiles code, which browsers forbid. */
export function compileValidator(schema: JsonSchema): Validate {
  let compiled: Validate | undefined;
  return (data) => {
    const problems = checkBounds(data);
    if (problems.length > 0) return problems;
    // Compiled at the first use, without the meta-schema that a whole start-up would otherwise compile once per route.
    compiled ??= validateWith(createAjv({ meta: false, validateSchema: false }).compile(schema));
    return compiled(data);
  };
}
