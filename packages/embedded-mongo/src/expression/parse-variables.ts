import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Value, Variables } from '../value/value.ts';
import { compileExpression } from './compile-expression.ts';
import { newScope } from './expr.ts';

/** The variables that a command's expressions may use: the `given` ones, and those of `let` (raw BSON), whose expressions read no document. */
export function parseVariables(raw: Uint8Array | undefined, given: Variables): Variables {
  if (!raw) return given;
  const variables = new Map(given);
  for (const [name, expression] of readDoc(raw)) variables.set(checkedName(name), evaluateAlone(expression, variables));
  return variables;
}

function checkedName(name: string): string {
  if (/^[a-z\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/.test(name)) return name;
  throw new MongoError(
    'FailedToParse',
    `Invalid 'let' parameter :: caused by :: '${name}' starts with an invalid character for a user variable name`,
  );
}

function evaluateAlone(expression: Value, variables: Variables): Value {
  const scope = newScope(variables);
  const { evaluate } = compileExpression(expression, scope);
  if (scope.shared.paths.size === 0 && !scope.shared.wholeRoot) return evaluate({ root: new Map(), slots: [] });
  throw new MongoError(
    4890500,
    'Command let Expression tried to access a field, but this is not allowed because Command let Expressions run before the query examines any documents.',
  );
}
