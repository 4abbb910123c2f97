import type { ExpressionFilter, Filter } from '../query/types.ts';
import { T, typeOf } from '../value/types.ts';
import type { Value, Variables } from '../value/value.ts';
import { toOperand } from '../value/write.ts';
import { compileExpression } from './compile-expression.ts';
import { checkConstants, newScope } from './expr.ts';
import { isTruthy } from './logic-operators.ts';
import { neededPaths, readNeeded } from './needed-fields.ts';

/** `$expr` as a filter. Throws MongoError naming what it refuses. */
export function compileExpressionFilter(expression: Value, variables: Variables): ExpressionFilter {
  const scope = newScope(variables);
  const { evaluate } = compileExpression(expression, scope);
  checkConstants(scope);
  const paths = neededPaths(scope);
  const read = readNeeded(paths);
  return {
    op: 'expr',
    test: (raw) => isTruthy(evaluate({ root: read(raw), slots: [] })),
    paths,
    and: equalitiesOf(expression, variables),
  };
}

const plainTypes = new Set<number>([T.string, T.int, T.double, T.long, T.decimal, T.objectId, T.bool, T.date]);

/** `$eq` of a path and a plain constant also holds as a filter, which an index can serve. */
function equalitiesOf(expression: Value, variables: Variables): Filter[] {
  if (!(expression instanceof Map) || expression.size !== 1) return [];
  const [[name, argument]] = expression as unknown as [[string, Value]];
  if (!Array.isArray(argument)) return [];
  if (name === '$and') return argument.flatMap((item) => equalitiesOf(item, variables));
  if (name !== '$eq' || argument.length !== 2 || argument.every(isPath)) return [];
  const [a, b] = argument.map((item) => (isPath(item) ? item : constantOf(item, variables)));
  const [path, value] = isPath(argument[0]) ? [a, b] : [b, a];
  if (typeof path !== 'string' || !isPath(path) || !plainTypes.has(typeOf(value))) return [];
  return [{ op: 'eq', path: path.slice(1), value: toOperand(value) }];
}

const isPath = (value: Value): value is string => typeof value === 'string' && /^\$[^$]/.test(value);

function constantOf(value: Value, variables: Variables): Value {
  const scope = newScope(variables);
  const compiled = compileExpression(value, scope);
  return compiled.constant ? compiled.evaluate({ root: new Map(), slots: [] }) : undefined;
}
