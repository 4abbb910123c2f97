import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, newScope, type Scope } from '../expression/expr.ts';
import { splitFieldPath } from '../expression/field-path.ts';
import { computeFields } from '../projection/doc-projection.ts';
import { addRule, type Node } from '../projection/spec.ts';
import { showDoc, showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { leavesAllBut } from './hoist-stages.ts';
import { namedPaths, prefixed } from './reshape.ts';
import { readsOf, reshapeStage, type Stage, type StageScope } from './stage.ts';

/** `$addFields` and `$set`. */
export function addFieldsStage(name: string, argument: Value, { variables }: StageScope): Stage {
  if (!(argument instanceof Map))
    throw new MongoError(40272, `${name} specification stage must be an object, got ${typeName(typeOf(argument))}`);
  const scope = newScope(variables);
  const root: Node = { kind: 'node', fields: new Map() };
  prefixed(`Invalid ${name} :: caused by :: `, () => {
    checkSpecification(argument);
    readAdded({ root, scope }, '', argument);
  });
  checkConstants(scope);
  const leaves = leavesAllBut(namedPaths(root).compute);
  return reshapeStage({ name, reads: readsOf(scope), leaves, replaces: false }, (doc) => {
    const result = new Map(doc);
    computeFields(result, root, { root: doc, slots: [] });
    return result;
  });
}

/** What MongoDB looks at before it reads the expressions: empty objects, operators that do not stand alone, paths that collide. */
function checkSpecification(spec: Doc): void {
  const paths: string[] = [];
  const check = (path: string, value: Value): void => {
    splitFieldPath(path);
    const operator = value instanceof Map && [...value.keys()].some((key) => key.startsWith('$'));
    if (!(value instanceof Map) || operator) {
      if (operator && value.size > 1) throw severalOperators(value);
      const other = paths.find((known) => path === known || path.startsWith(`${known}.`) || known.startsWith(`${path}.`));
      if (other !== undefined)
        throw new MongoError(
          40176,
          `specification contains two conflicting paths. Cannot specify both '${path}' and '${other}': ${showDoc(spec)}`,
        );
      paths.push(path);
      return;
    }
    if (value.size === 0) throw new MongoError(40180, `an empty object is not a valid value. Found empty object at path ${path}`);
    for (const [name, inner] of value) {
      if (name.includes('.')) throw new MongoError(40183, `cannot use dotted field name '${name}' in a sub object: ${showDoc(spec)}`);
      check(`${path}.${name}`, inner);
    }
  };
  for (const [name, value] of spec) check(name, value);
}

function severalOperators(value: Doc): MongoError {
  return new MongoError(
    40181,
    `an expression specification must contain exactly one field, the name of the expression. Found ${value.size} fields in ${showValue(value)}`,
  );
}

function readAdded(target: { readonly root: Node; readonly scope: Scope }, prefix: string, doc: Doc): void {
  for (const [name, value] of doc) {
    const path = `${prefix}${name}`;
    const isNested = value instanceof Map && !(value.keys().next().value ?? '$').startsWith('$');
    if (isNested) readAdded(target, `${path}.`, value);
    else addRule(target, path, { kind: 'compute', expr: compileExpression(value, target.scope) });
  }
}
