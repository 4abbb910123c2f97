import { MongoError } from '../errors.ts';
import type { ExpressionFilter } from '../query/types.ts';
import type { Value, Variables } from '../value/value.ts';

/** `$expr` as a filter. Throws MongoError naming what it refuses. */
export function compileExpressionFilter(_expression: Value, _variables: Variables): ExpressionFilter {
  throw new MongoError('BadValue', '$expr is not ready');
}
