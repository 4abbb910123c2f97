import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import type { Expr, Scope } from '../expression/expr.ts';
import { splitFieldPath } from '../expression/field-path.ts';
import { operatorByName } from '../expression/operators.ts';
import { showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';

/** What a projection says about one field: keep it, drop it, compute it, or look inside. */
export type Rule = { readonly kind: 'include' } | { readonly kind: 'exclude' } | { readonly kind: 'compute'; readonly expr: Expr } | Node;

/** What a projection says about the fields of a document, in its order. */
export type Node = { readonly kind: 'node'; readonly fields: Map<string, Rule> };

/** A whole projection: fields that are not named stay (`exclude`) or go (`include`). */
export type Spec = { readonly type: 'include' | 'exclude'; readonly root: Node; readonly computes: boolean };

/** A projection of find or `$project` while it is read. */
export type SpecReader = {
  readonly scope: Scope;
  readonly root: Node;
  type: 'include' | 'exclude' | undefined;
  id: boolean | undefined;
  computes: boolean;
};

/** A reader that has read nothing. */
export function newReader(scope: Scope): SpecReader {
  return { scope, root: { kind: 'node', fields: new Map() }, type: undefined, id: undefined, computes: false };
}

/** Reads the specification of `$project`. Throws MongoError. */
export function parseSpec(doc: Doc, scope: Scope): Spec {
  const reader = newReader(scope);
  for (const [name, value] of doc) readField(reader, name, value);
  return finishSpec(reader);
}

/** Reads one field, whose name may be a dotted path. */
export function readField(reader: SpecReader, path: string, value: Value): void {
  checkPath(path);
  if (value instanceof Map && !isExpression(value)) {
    if (value.size === 0) throw new MongoError(51270, `An empty sub-projection is not a valid value. Found empty object at path`);
    for (const [name, inner] of value) {
      checkPath(name);
      readField(reader, `${path}.${name}`, inner);
    }
    return;
  }
  if (isFlag(value)) return readFlag(reader, path, Number(String(value === true ? 1 : value === false ? 0 : value)) !== 0);
  readComputed(reader, path, value);
}

function isExpression(doc: Doc): boolean {
  const first = doc.keys().next().value;
  return doc.size === 1 && (first?.startsWith('$') ?? false);
}

const isFlag = (value: Value) => typeof value === 'boolean' || isNumericType(typeOf(value));

function checkPath(path: string): void {
  if (path.includes('.$.'))
    throw new MongoError(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end",
    );
  if (path.endsWith('.$')) throw new MongoError(31324, 'Cannot use positional projection in aggregation projection');
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  splitFieldPath(path);
}

function readFlag(reader: SpecReader, path: string, keep: boolean): void {
  if (path === '_id') {
    reader.id = keep;
    addRule(reader, path, { kind: keep ? 'include' : 'exclude' });
    return;
  }
  addRule(reader, path, { kind: keep ? 'include' : 'exclude' });
  setType(reader, path, keep ? 'include' : 'exclude');
}

function setType(reader: SpecReader, path: string, type: 'include' | 'exclude'): void {
  if (reader.type === undefined) reader.type = type;
  else if (reader.type !== type) {
    if (type === 'exclude') throw new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    throw new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
}

/** Reads a computed field; it makes the projection an inclusion. */
export function readComputed(reader: SpecReader, path: string, value: Value): void {
  const operator = value instanceof Map ? value.keys().next().value : undefined;
  if (operator === '$elemMatch') throw new MongoError('InvalidPipelineOperator', 'Cannot use $elemMatch in this context');
  if (operator?.startsWith('$') && !operatorByName(operator)) throw new MongoError(31325, `Unknown expression ${operator}`);
  if (reader.type === 'exclude') {
    addRule(reader, path, { kind: 'exclude' });
    throw refuseExpression(path, value);
  }
  reader.type = 'include';
  reader.computes = true;
  addRule(reader, path, { kind: 'compute', expr: compileExpression(value, reader.scope) });
}

function refuseExpression(path: string, value: Value): MongoError {
  if (value instanceof Map) return new MongoError(31252, 'Cannot use expression other than $meta in exclusion projection');
  return new MongoError(31310, `Cannot use an expression ${path}: ${showValue(value)} in an exclusion projection`);
}

/** Puts a rule at a dotted path. Throws 31249 or 31250 where two paths collide. */
export function addRule(reader: { readonly root: Node }, path: string, rule: Rule): void {
  const steps = path.split('.');
  let node = reader.root;
  steps.slice(0, -1).forEach((step, depth) => {
    const next: Rule = node.fields.get(step) ?? { kind: 'node', fields: new Map() };
    if (next.kind !== 'node')
      throw new MongoError(31249, `Path collision at ${path} remaining portion ${steps.slice(depth + 1).join('.')}`);
    node.fields.set(step, next);
    node = next;
  });
  const last = steps.at(-1) as string;
  if (node.fields.has(last)) throw new MongoError(31250, `Path collision at ${path}`);
  node.fields.set(last, rule);
}

/** Takes the rule at a path out again. */
export function removeRule(reader: { readonly root: Node }, path: string): void {
  const steps = path.split('.');
  let node: Rule | undefined = reader.root;
  for (const step of steps.slice(0, -1)) node = node?.kind === 'node' ? node.fields.get(step) : undefined;
  if (node?.kind === 'node') node.fields.delete(steps.at(-1) as string);
}

/** What was read, with the rule for `_id` made plain. */
export function finishSpec(reader: SpecReader): Spec {
  const type = reader.type ?? (reader.id === false ? 'exclude' : 'include');
  const { fields } = reader.root;
  if (type === 'include' && reader.id === undefined && !fields.has('_id')) fields.set('_id', { kind: 'include' });
  if (type === 'exclude' && reader.id === true) fields.delete('_id');
  if (type === 'include' && reader.id === false) fields.delete('_id');
  return { type, root: reader.root, computes: reader.computes };
}

/** The dotted paths that a projection reads: what it includes and what its expressions read; null = the whole document. */
export function specPaths(spec: Spec, scope: Scope): readonly string[] | null {
  if (spec.type === 'exclude' || scope.shared.wholeRoot) return null;
  const paths = new Set(scope.shared.paths);
  const visit = (node: Node, prefix: string) => {
    for (const [name, rule] of node.fields) {
      if (rule.kind === 'node') visit(rule, `${prefix}${name}.`);
      else if (rule.kind !== 'compute' || prefix !== '') paths.add(`${prefix}${name}`);
    }
  };
  visit(spec.root, '');
  return [...paths];
}
