import { MongoError } from '../errors.ts';
import type { Value } from '../value/value.ts';
import { constantExpr, type Expr, type Scope } from './expr.ts';

/** Compiles `$a.b` or `$$name.a.b`. Throws MongoError for a malformed path or an unknown variable. */
export function compileFieldPath(text: string, scope: Scope): Expr {
  if (text.startsWith('$$')) return compileVariable(text.slice(2), scope);
  if (text === '$') throw new MongoError(16872, "'$' by itself is not a valid FieldPath");
  const steps = splitFieldPath(text.slice(1));
  const current = scope.locals.get('CURRENT');
  if (current !== undefined) return { evaluate: ({ slots }) => walkPath(slots[current], steps, 0), constant: false };
  scope.shared.paths.add(steps.join('.'));
  const [only] = steps as [string];
  if (steps.length === 1) return { evaluate: ({ root }) => root.get(only), constant: false };
  return { evaluate: ({ root }) => walkPath(root, steps, 0), constant: false };
}

/** Splits a dotted path of an expression. Throws for empty parts and for `$` in front. */
export function splitFieldPath(path: string): readonly string[] {
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new MongoError(40353, "FieldPath must not end with a '.'.");
  const steps = path.split('.');
  for (const step of steps) {
    if (step === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
    if (step.startsWith('$'))
      throw new MongoError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
    if (step.includes('\u0000')) throw new MongoError(16411, "FieldPath field names may not contain '\\0'.");
  }
  return steps;
}

function compileVariable(text: string, scope: Scope): Expr {
  if (text === '') throw new MongoError('FailedToParse', 'empty variable names are not allowed');
  const dot = text.indexOf('.');
  const name = dot === -1 ? text : text.slice(0, dot);
  const steps = dot === -1 ? [] : splitFieldPath(text.slice(dot + 1));
  const slot = scope.locals.get(name);
  if (slot !== undefined) return { evaluate: ({ slots }) => walkPath(slots[slot], steps, 0), constant: false };
  if (name === 'ROOT' || name === 'CURRENT') return rootPath(steps, scope);
  if (name === 'REMOVE') return constantExpr(undefined);
  checkVariableName(name);
  if (!scope.variables.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`);
  return constantExpr(walkPath(scope.variables.get(name), steps, 0));
}

function rootPath(steps: readonly string[], scope: Scope): Expr {
  if (steps.length === 0) scope.shared.wholeRoot = true;
  else scope.shared.paths.add(steps.join('.'));
  return { evaluate: ({ root }) => walkPath(root, steps, 0), constant: false };
}

function checkVariableName(name: string): void {
  const bad = Array.from(name.slice(1)).find((char) => !/[A-Za-z0-9_\u0080-\uffff]/u.test(char) && char.charCodeAt(0) < 128);
  if (bad !== undefined) {
    throw new MongoError('FailedToParse', `'${name}' contains an invalid character for a variable name: '${bad}'`);
  }
  if (/^[^A-Za-z\u0080-\uffff]/.test(name)) {
    throw new MongoError('FailedToParse', `'${name}' starts with an invalid character for a variable name`);
  }
}

/** Throws FailedToParse for a name that a user may not give to a variable. */
export function checkUserVariable(name: string): void {
  if (name === '') throw new MongoError('FailedToParse', 'empty variable names are not allowed');
  if (name === 'CURRENT') return;
  checkVariableName(name);
  if (/^[A-Z]/.test(name)) throw new MongoError('FailedToParse', `'${name}' starts with an invalid character for a user variable name`);
}

/** The value at a path; through arrays it is the array of what their documents hold there. */
export function walkPath(value: Value, steps: readonly string[], depth: number): Value {
  if (depth === steps.length) return value;
  if (value instanceof Map) return walkPath(value.get(steps[depth] as string), steps, depth + 1);
  if (!Array.isArray(value)) return undefined;
  const found: Value[] = [];
  for (const item of value) {
    if (!(item instanceof Map)) continue;
    const inner = walkPath(item.get(steps[depth] as string), steps, depth + 1);
    if (inner !== undefined) found.push(inner);
  }
  return found;
}
