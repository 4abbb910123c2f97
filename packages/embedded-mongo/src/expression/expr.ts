import { MongoError } from '../errors.ts';
import { bsonUndefined, type Doc, type Value, type Variables } from '../value/value.ts';

/** What an expression is evaluated on: the document (the fields that it needs are enough) and the slots of its local variables. */
export type Env = { readonly root: Doc; readonly slots: Value[] };

/** A compiled expression; `constant` = its value depends on nothing. */
export type Expr = {
  readonly evaluate: (env: Env) => Value;
  readonly constant: boolean;
  /** It is constant and cannot be computed: `evaluate` throws this, and `checkConstants` even before there is a document. */
  readonly failure?: MongoError;
};

/** The names that are in force where an expression stands, and what it was found to read. */
export type Scope = {
  /** Constants by name: `let`, `NOW`. */
  readonly variables: Variables;
  /** Local variables of `$let`, `$map`, … by name: their slots. */
  readonly locals: ReadonlyMap<string, number>;
  /** Shared by all scopes of one compilation. */
  readonly shared: { slots: number; readonly paths: Set<string>; wholeRoot: boolean; failure: MongoError | undefined };
};

/** A scope with no local variables. */
export function newScope(variables: Variables): Scope {
  return { variables, locals: new Map(), shared: { slots: 0, paths: new Set(), wholeRoot: false, failure: undefined } };
}

/** A constant that cannot be computed. MongoDB comes upon it when everything is read, so that what is malformed behind it is refused first. */
export class ConstantFailure extends MongoError {
  constructor({ code, message, extra }: MongoError) {
    super(code, message, extra);
  }
}

/** Throws what a constant part of the scope's expressions throws; called when all of them are read. */
export function checkConstants({ shared }: Scope): void {
  if (shared.failure) throw new ConstantFailure(shared.failure);
}

/** A scope with more local variables; answers their slots in order. */
export function withLocals(scope: Scope, names: readonly string[]): { readonly scope: Scope; readonly slots: readonly number[] } {
  const slots = names.map(() => scope.shared.slots++);
  const locals = new Map(scope.locals);
  names.forEach((name, i) => {
    locals.set(name, slots[i] as number);
  });
  return { scope: { ...scope, locals }, slots };
}

/** Null, undefined or absent: what most operators answer null for. */
export function isNullish(value: Value): value is null | undefined | typeof bsonUndefined {
  return value === null || value === undefined || value === bsonUndefined;
}

/** An expression that is always this value. */
export function constantExpr(value: Value): Expr {
  return { evaluate: () => value, constant: true };
}

/** Reads an operator's argument. Throws MongoError. */
export type OperatorParser = (argument: Value, scope: Scope) => Expr;
