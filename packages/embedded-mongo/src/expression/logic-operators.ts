import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { argumentsOf, fixed, fold } from './builders.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';

/** Comparison, boolean and conditional operators. */
export const logicOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$eq', comparison('$eq', (order) => order === 0)],
  ['$ne', comparison('$ne', (order) => order !== 0)],
  ['$gt', comparison('$gt', (order) => order > 0)],
  ['$gte', comparison('$gte', (order) => order >= 0)],
  ['$lt', comparison('$lt', (order) => order < 0)],
  ['$lte', comparison('$lte', (order) => order <= 0)],
  ['$cmp', fixed('$cmp', 2, (a, b) => Math.sign(compareValues(a, b)))],
  ['$and', junction(false)],
  ['$or', junction(true)],
  ['$not', fixed('$not', 1, (value) => !isTruthy(value))],
  ['$cond', parseCond],
  ['$ifNull', parseIfNull],
  ['$switch', parseSwitch],
];

/** True for everything but false, zero, null and what is absent. */
export function isTruthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (isNullish(value)) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

function comparison(name: string, accept: (order: number) => boolean): OperatorParser {
  return fixed(name, 2, (a, b) => accept(compareValues(a, b)));
}

/** `$and` and `$or` end at the first argument that decides. */
function junction(decisive: boolean): OperatorParser {
  return (argument, scope) => {
    const parts = argumentsOf(argument, scope);
    const known = parts.find((part) => part.constant && isTruthy(part.evaluate({ root: new Map(), slots: [] })) === decisive);
    if (known) return constantExpr(decisive);
    return fold(parts, (env) => {
      for (const part of parts) if (isTruthy(part.evaluate(env)) === decisive) return decisive;
      return !decisive;
    });
  };
}

function parseCond(argument: Value, scope: Scope): Expr {
  const [test, yes, no] = condParts(argument).map((part) => compileExpression(part, scope)) as [Expr, Expr, Expr];
  if (test.constant) return isTruthy(test.evaluate({ root: new Map(), slots: [] })) ? yes : no;
  return { evaluate: (env) => (isTruthy(test.evaluate(env)) ? yes : no).evaluate(env), constant: false };
}

function condParts(argument: Value): readonly Value[] {
  if (!(argument instanceof Map)) {
    const parts = Array.isArray(argument) ? argument : [argument];
    if (parts.length !== 3) throw new MongoError(16020, `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`);
    return parts;
  }
  for (const name of argument.keys()) {
    if (name !== 'if' && name !== 'then' && name !== 'else') throw new MongoError(17083, `Unrecognized parameter to $cond: ${name}`);
  }
  if (!argument.has('if')) throw new MongoError(17080, "Missing 'if' parameter to $cond");
  if (!argument.has('then')) throw new MongoError(17081, "Missing 'then' parameter to $cond");
  if (!argument.has('else')) throw new MongoError(17082, "Missing 'else' parameter to $cond");
  return [argument.get('if'), argument.get('then'), argument.get('else')];
}

function parseIfNull(argument: Value, scope: Scope): Expr {
  const given = argumentsOf(argument, scope);
  if (given.length < 2) throw new MongoError(1257300, `$ifNull needs at least two arguments, had: ${given.length}`);
  const parts = untilConstant(given);
  return fold(parts, (env) => {
    for (const part of parts.slice(0, -1)) {
      const value = part.evaluate(env);
      if (!isNullish(value)) return value;
    }
    return (parts.at(-1) as Expr).evaluate(env);
  });
}

/** Without constants that are null, and with nothing behind one that is not, as MongoDB has it before it looks at documents. */
function untilConstant(parts: readonly Expr[]): readonly Expr[] {
  const left: Expr[] = [];
  for (const [i, part] of parts.entries()) {
    const value = part.constant ? part.evaluate({ root: new Map(), slots: [] }) : undefined;
    if (part.constant && isNullish(value) && i < parts.length - 1) continue;
    left.push(part);
    if (part.constant) break;
  }
  return left;
}

type Branch = { readonly test: Expr; readonly result: Expr };

function parseSwitch(argument: Value, scope: Scope): Expr {
  if (!(argument instanceof Map)) throw new MongoError(40060, '$switch requires an object as an argument, found: array');
  for (const name of argument.keys()) {
    if (name !== 'branches' && name !== 'default') throw new MongoError(40067, `$switch found an unknown argument: ${name}`);
  }
  const list = argument.get('branches');
  if (list !== undefined && !Array.isArray(list)) throw new MongoError(40061, "$switch expected an array for 'branches'");
  const parsed = (list ?? []).map((branch) => parseBranch(branch, scope));
  if (parsed.length === 0) throw new MongoError(40068, '$switch requires at least one branch.');
  const last = argument.has('default') ? compileExpression(argument.get('default'), scope) : undefined;
  const { branches, otherwise } = prune(parsed, last);
  const parts = [...branches.flatMap(({ test, result }) => [test, result]), ...(otherwise ? [otherwise] : [])];
  for (const { failure } of parts) scope.shared.failure ??= failure;
  const expr = fold(parts, (env) => {
    const branch = branches.find(({ test }) => isTruthy(test.evaluate(env)));
    if (branch) return branch.result.evaluate(env);
    if (otherwise) return otherwise.evaluate(env);
    throw new MongoError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  });
  if (parts.length > 0) return expr;
  const failure = new MongoError(40069, 'Cannot execute a switch statement where all the cases evaluate to false without a default');
  return { ...expr, constant: false, failure };
}

/** Compiles an expression that may turn out never to be asked: a constant in it that cannot be computed is its own `failure` only. */
function quietly(value: Value, scope: Scope): Expr {
  const before = scope.shared.failure;
  scope.shared.failure = undefined;
  const expr = compileExpression(value, scope);
  const { failure } = scope.shared;
  scope.shared.failure = before;
  return failure ? { ...expr, failure } : expr;
}

/** Leaves out the branches that constants rule out, and makes one that is always taken the default, as MongoDB does before it looks at them. */
function prune(parsed: readonly Branch[], last: Expr | undefined): { branches: readonly Branch[]; otherwise: Expr | undefined } {
  const branches: Branch[] = [];
  for (const branch of parsed) {
    if (!branch.test.constant) branches.push(branch);
    else if (isTruthy(branch.test.evaluate({ root: new Map(), slots: [] }))) return { branches, otherwise: branch.result };
  }
  return { branches, otherwise: last };
}

function parseBranch(branch: Value, scope: Scope): Branch {
  if (!(branch instanceof Map)) throw new MongoError(40062, '$switch expected each branch to be an object');
  for (const name of branch.keys()) {
    if (name !== 'case' && name !== 'then') throw new MongoError(40063, `$switch found an unknown argument to a branch: ${name}`);
  }
  if (!branch.has('case')) throw new MongoError(40064, "$switch requires each branch have a 'case' expression");
  if (!branch.has('then')) throw new MongoError(40065, "$switch requires each branch have a 'then' expression.");
  return { test: quietly(branch.get('case'), scope), result: quietly(branch.get('then'), scope) };
}
