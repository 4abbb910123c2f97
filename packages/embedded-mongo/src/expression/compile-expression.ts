import { MongoError } from '../errors.ts';
import { showDoc } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { constantExpr, type Expr, type Scope } from './expr.ts';
import { compileFieldPath } from './field-path.ts';
import { operatorByName } from './operators.ts';

/** Compiles an aggregation expression. Throws MongoError naming what it refuses. */
export function compileExpression(value: Value, scope: Scope): Expr {
  const expr = compile(value, scope);
  scope.shared.failure ??= expr.failure;
  return expr;
}

function compile(value: Value, scope: Scope): Expr {
  if (typeof value === 'string') return value.startsWith('$') ? compileFieldPath(value, scope) : constantExpr(value);
  if (Array.isArray(value)) return compileArray(value, scope);
  if (value instanceof Map) return compileDoc(value, scope);
  return constantExpr(value);
}

function compileArray(items: readonly Value[], scope: Scope): Expr {
  const parts = items.map((item) => compileExpression(item, scope));
  const evaluate: Expr['evaluate'] = (env) => parts.map((part) => part.evaluate(env) ?? null);
  const constant = parts.every((part) => part.constant);
  return constant ? constantExpr(evaluate({ root: new Map(), slots: [] })) : { evaluate, constant };
}

function compileDoc(doc: Doc, scope: Scope): Expr {
  const first = doc.keys().next().value;
  if (first?.startsWith('$')) return compileOperator(first, doc, scope);
  const parts = Array.from(doc, ([name, value]) => [checkName(name, doc), compileExpression(value, scope)] as const);
  const evaluate: Expr['evaluate'] = (env) => {
    const result: Doc = new Map();
    for (const [name, part] of parts) {
      const value = part.evaluate(env);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
  const constant = parts.every(([, part]) => part.constant);
  return constant ? constantExpr(evaluate({ root: new Map(), slots: [] })) : { evaluate, constant };
}

function checkName(name: string, doc: Doc): string {
  if (name.startsWith('$'))
    throw new MongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  if (name.includes('.')) throw new MongoError(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
  if (name === '') throw new MongoError(15998, `FieldPath field names may not be empty strings. ${showDoc(doc)}`);
  return name;
}

/** Compiles `{ $operator: argument }`. Throws 15983 when more stands beside it, 168 for an unknown operator. */
export function compileOperator(name: string, doc: Doc, scope: Scope): Expr {
  if (doc.size > 1) throw new MongoError(15983, `an object representing an expression must have exactly one field: ${showDoc(doc)}`);
  const parse = operatorByName(name);
  if (!parse) throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  return parse(doc.get(name), scope);
}
