import type { Env } from '../expression/expr.ts';
import type { Doc, Value } from '../value/value.ts';
import type { Node, Rule, Spec } from './spec.ts';

/** The projected copy of a decoded document. */
export function projectDoc(spec: Spec, env: Env): Doc {
  if (spec.type === 'exclude') return excludeFields(env.root, spec.root);
  const result = includeFields(env.root, spec.root);
  if (spec.computes) computeFields(result, spec.root, env);
  return result;
}

function includeFields(doc: Doc, node: Node): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const rule = node.fields.get(name);
    if (rule?.kind === 'include') result.set(name, value);
    else if (rule?.kind === 'node') {
      const inner = includeInside(value, rule);
      if (inner !== undefined) result.set(name, inner);
    }
  }
  return result;
}

/** Scalars hold none of the wanted fields: they go, also out of arrays, unless fields are computed in their place. */
function includeInside(value: Value, node: Node): Value {
  if (value instanceof Map) return includeFields(value, node);
  if (!Array.isArray(value)) return computes(node) ? value : undefined;
  return value.map((item) => includeInside(item, node)).filter((item) => item !== undefined);
}

function excludeFields(doc: Doc, node: Node): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const rule = node.fields.get(name);
    if (rule?.kind === 'exclude') continue;
    result.set(name, rule?.kind === 'node' ? excludeInside(value, rule) : value);
  }
  return result;
}

function excludeInside(value: Value, node: Node): Value {
  if (value instanceof Map) return excludeFields(value, node);
  return Array.isArray(value) ? value.map((item) => excludeInside(item, node)) : value;
}

/** Sets the computed fields of a node in a document, in place. */
export function computeFields(target: Doc, node: Node, env: Env): void {
  for (const [name, rule] of node.fields) {
    if (rule.kind === 'compute') {
      const value = rule.expr.evaluate(env);
      if (value === undefined) target.delete(name);
      else target.set(name, value);
    } else if (rule.kind === 'node' && computes(rule)) {
      target.set(name, computeInside(target.get(name), rule, env));
    }
  }
}

function computes(rule: Rule): boolean {
  return rule.kind === 'compute' || (rule.kind === 'node' && [...rule.fields.values()].some(computes));
}

/** Documents get the fields, arrays in each element, anything else becomes a document. */
function computeInside(value: Value, node: Node, env: Env): Value {
  if (Array.isArray(value)) return value.map((item) => computeInside(item, node, env));
  const doc: Doc = value instanceof Map ? new Map(value) : new Map();
  computeFields(doc, node, env);
  return doc;
}
