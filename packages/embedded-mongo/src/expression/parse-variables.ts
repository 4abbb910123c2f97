import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Value, Variables } from '../value/value.ts';
import { compileExpression } from './compile-expression.ts';
import { newScope } from './expr.ts';

/** The variables that a command's expressions may use: `NOW`, and those of `let` (raw BSON), whose values are constant expressions. */
export function parseVariables(raw: Uint8Array | undefined, now: Date): Variables {
  const variables = new Map<string, Value>([['NOW', now]]);
  if (!raw) return variables;
  for (const [name, expression] of readDoc(raw)) variables.set(checkedName(name), constantOf(name, expression, variables));
  return variables;
}

function checkedName(name: string): string {
  if (/^[a-z\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/.test(name)) return name;
  throw new MongoError('FailedToParse', `'${name}' starts with an invalid character for a user variable name`);
}

function constantOf(name: string, expression: Value, variables: Variables): Value {
  const { constant, evaluate, failure } = compileExpression(expression, newScope(variables));
  if (failure) throw failure;
  if (constant) return evaluate({ root: new Map(), slots: [] });
  throw new MongoError(
    4890500,
    `Command let Expression tried to access a field, but this is not allowed because command let expressions run before the query examines any documents: ${name}`,
  );
}
