import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Env, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';

/** The arguments of an operator: the items of an array, or the one that stands there. */
export function argumentsOf(argument: Value, scope: Scope): Expr[] {
  return (Array.isArray(argument) ? argument : [argument]).map((item) => compileExpression(item, scope));
}

/** An expression from its parts; folded when all of them are constant. */
export function fold(parts: readonly Expr[], evaluate: (env: Env) => Value): Expr {
  const constant = parts.every((part) => part.constant);
  return constant ? foldNow(evaluate) : { evaluate, constant };
}

/** What the messages of constant expressions that fail begin with. */
const optimizing = 'Failed to optimize pipeline :: caused by :: ';

function foldNow(evaluate: (env: Env) => Value): Expr {
  try {
    return constantExpr(evaluate({ root: new Map(), slots: [] }));
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    const message = error.message.startsWith(optimizing) ? error.message : `${optimizing}${error.message}`;
    return { evaluate, constant: false, failure: new MongoError(error.code, message, error.extra) };
  }
}

/** An operator with exactly `count` arguments. */
export function fixed(name: string, count: number, apply: (...values: Value[]) => Value): OperatorParser {
  return ranged(name, { min: count, max: count }, apply);
}

/** An operator with `min` to `max` arguments. */
export function ranged(name: string, { min, max }: { min: number; max: number }, apply: (...values: Value[]) => Value): OperatorParser {
  return (argument, scope) => {
    const parts = argumentsOf(argument, scope);
    checkCount(name, parts.length, { min, max });
    const [first, second, third] = parts as [Expr, Expr, Expr];
    if (parts.length === 1) return fold(parts, (env) => apply(first.evaluate(env)));
    if (parts.length === 2) return fold(parts, (env) => apply(first.evaluate(env), second.evaluate(env)));
    if (parts.length === 3) return fold(parts, (env) => apply(first.evaluate(env), second.evaluate(env), third.evaluate(env)));
    return fold(parts, (env) => apply(...parts.map((part) => part.evaluate(env))));
  };
}

/** Throws 16020 or 28667 for a wrong number of arguments. */
export function checkCount(name: string, count: number, { min, max }: { min: number; max: number }): void {
  if (count >= min && count <= max) return;
  if (min === max) throw new MongoError(16020, `Expression ${name} takes exactly ${min} arguments. ${count} were passed in.`);
  throw new MongoError(28667, `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${count} were passed in.`);
}

/** Arguments that are evaluated when they are asked for, as MongoDB does: what an operator does not come to cannot fail. */
export type ListedArguments = { readonly count: number; readonly get: (index: number) => Value };

/** An operator with `min` to `max` arguments that does not always need them all. */
export function listed(name: string, { min, max }: { min: number; max: number }, apply: (args: ListedArguments) => Value): OperatorParser {
  return (argument, scope) => {
    const parts = argumentsOf(argument, scope);
    checkCount(name, parts.length, { min, max });
    return fold(parts, (env) => apply({ count: parts.length, get: (index) => parts[index]?.evaluate(env) }));
  };
}

/** An operator with any number of arguments, which it evaluates one after the other, as MongoDB does. */
export function variadic(apply: (values: Iterable<Value>) => Value): OperatorParser {
  return (argument, scope) => {
    const parts = argumentsOf(argument, scope);
    return fold(parts, (env) => apply(valuesOf(parts, env)));
  };
}

function* valuesOf(parts: readonly Expr[], env: Env): Iterable<Value> {
  for (const part of parts) yield part.evaluate(env);
}

/**
 * An operator with any number of arguments in any order: constants become one argument and come last, as MongoDB's optimizer has
 * it. That decides which of two equal numbers of different types is answered, and in which order doubles are rounded.
 */
export function commutative(name: string, apply: (values: Iterable<Value>) => Value): OperatorParser {
  return (argument, scope) => {
    const parts = constantsLast(argumentsOf(flattened(name, argument), scope), apply);
    scope.shared.failure ??= parts.at(-1)?.failure;
    return fold(parts, (env) => apply(valuesOf(parts, env)));
  };
}

/** The same operator among the arguments gives its own to the outer one. */
function flattened(name: string, argument: Value): Value[] {
  return (Array.isArray(argument) ? argument : [argument]).flatMap((item) =>
    item instanceof Map && item.size === 1 && item.has(name) ? flattened(name, item.get(name)) : [item],
  );
}

/** The arguments of a commutative operator as it evaluates them. */
export function constantsLast(parts: readonly Expr[], apply: (values: Iterable<Value>) => Value): readonly Expr[] {
  const constants = parts.filter(({ constant }) => constant);
  if (constants.length === 0 || constants.length === parts.length) return parts;
  const others = parts.filter(({ constant }) => !constant);
  return [...others, constants.length === 1 ? (constants[0] as Expr) : fold(constants, (env) => apply(valuesOf(constants, env)))];
}

/** How an operator with named arguments refuses: codes for no object, an unknown name, and a missing one beside those that are there. */
export type NamedRefusals = {
  readonly notObject: number;
  readonly unknown: number;
  readonly missing: number | ((given: ReadonlyMap<string, Value>) => number);
};

/** Named arguments; each is evaluated when it is asked for, as MongoDB does: what an operator does not come to cannot fail. */
export type NamedArguments = { readonly has: (name: string) => boolean; readonly get: (name: string) => Value };

/** An operator whose argument is a document of named expressions. Names that end in `?` may be absent. */
export function named(name: string, { names, refusals, folds = true }: NamedSpec, apply: (args: NamedArguments) => Value): OperatorParser {
  return (argument, scope) => {
    const parts = namedParts(name, argument, { names, refusals, scope });
    const evaluate = (env: Env) => apply({ has: (key) => parts.has(key), get: (key) => parts.get(key)?.evaluate(env) });
    return folds ? fold([...parts.values()], evaluate) : { evaluate, constant: false };
  };
}

/** The names that an operator takes and how it refuses; without `folds` MongoDB computes it for each document, also when its arguments are constant. */
export type NamedSpec = { readonly names: readonly string[]; readonly refusals: NamedRefusals; readonly folds?: boolean };

/** An operator that MongoDB computes for each document together with its arguments, even when all are constant: none can fail before there is one. */
export function unfolded(parse: OperatorParser): OperatorParser {
  return (argument, scope) => {
    const { failure } = scope.shared;
    const { evaluate } = parse(argument, scope);
    scope.shared.failure = failure;
    return { evaluate, constant: false };
  };
}

/** Compiles named arguments. Throws when one is unknown or missing. */
export function namedParts(
  name: string,
  argument: Value,
  { names, refusals, scope }: { names: readonly string[]; refusals: NamedRefusals; scope: Scope },
): Map<string, Expr> {
  const doc = namedValues(name, argument, { names, refusals });
  return new Map(Array.from(doc, ([key, value]) => [key, compileExpression(value, scope)]));
}

/** The named arguments as they stand. Throws when one is unknown or missing. */
export function namedValues(
  name: string,
  argument: Value,
  { names, refusals }: { names: readonly string[]; refusals: NamedRefusals },
): ReadonlyMap<string, Value> {
  if (!(argument instanceof Map)) {
    throw new MongoError(refusals.notObject, `${name} only supports an object as its argument, found: ${typeName(typeOf(argument))}`);
  }
  const known = new Set(names.map((key) => key.replace('?', '')));
  for (const key of argument.keys()) {
    if (!known.has(key)) throw new MongoError(refusals.unknown, `Unrecognized argument to ${name}: ${key}`);
  }
  for (const key of names) {
    if (key.endsWith('?') || argument.has(key)) continue;
    const code = typeof refusals.missing === 'number' ? refusals.missing : refusals.missing(argument);
    throw new MongoError(code, `Missing '${key}' parameter to ${name}`);
  }
  return argument;
}

/** Answers null when any argument is nullish, else what `apply` does. */
export function nullsafe(apply: (...values: Value[]) => Value): (...values: Value[]) => Value {
  return (...values) => (values.some(isNullish) ? null : apply(...values));
}

/** The name of a value's type, for messages. */
export function kindOf(value: Value): string {
  return typeName(typeOf(value));
}

/** A value for messages. */
export const show = showValue;
