import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, type Env, newScope, type Scope } from '../expression/expr.ts';
import { projectDoc } from '../projection/doc-projection.ts';
import { type Node, parseSpec, specPaths } from '../projection/spec.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { leavesAllBut, leavesOnly } from './hoist-stages.ts';
import { eachStage, readsOf, reshapeStage, type Stage, type StageParser, type StageScope } from './stage.ts';

export const envOf = (root: Doc): Env => ({ root, slots: [] });

/** `$project`. */
export const projectStage: StageParser = (argument, { variables }) => {
  if (!(argument instanceof Map)) throw new MongoError(15969, '$project specification must be an object');
  if (argument.size === 0)
    throw new MongoError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  return projection('$project', argument, newScope(variables));
};

function projection(name: string, doc: Doc, scope: Scope): Stage {
  const spec = prefixed(`Invalid ${name} :: caused by :: `, () => parseSpec(doc, scope));
  checkConstants(scope);
  const reads = spec.type === 'exclude' ? [] : specPaths(spec, scope);
  const named = namedPaths(spec.root);
  const leaves = spec.type === 'exclude' ? leavesAllBut(named.exclude) : leavesOnly(named.include);
  return reshapeStage({ name, reads, leaves, replaces: spec.type === 'include' }, (root) => projectDoc(spec, envOf(root)));
}

/** The dotted paths of a specification, by what it says about them. */
export function namedPaths(root: Node): Record<'include' | 'exclude' | 'compute', string[]> {
  const named = { include: [] as string[], exclude: [] as string[], compute: [] as string[] };
  const visit = (node: Node, prefix: string) => {
    for (const [name, rule] of node.fields) {
      if (rule.kind === 'node') visit(rule, `${prefix}${name}.`);
      else named[rule.kind].push(`${prefix}${name}`);
    }
  };
  visit(root, '');
  return named;
}

/** Puts `prefix` before the message of what `parse` throws. */
export function prefixed<Result>(prefix: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof MongoError) || error.message.startsWith('Invalid ')) throw error;
    throw new MongoError(error.code, `${prefix}${error.message}`, error.extra);
  }
}

/** `$unset`. */
export const unsetStage: StageParser = (argument, { variables }) => {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (typeof argument !== 'string' && !Array.isArray(argument))
    throw new MongoError(31002, '$unset specification must be a string or an array');
  if (paths.length === 0) throw new MongoError(31119, '$unset specification must be a string or an array with at least one field');
  const doc: Doc = new Map();
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new MongoError(31120, '$unset specification must be a string or an array containing only string values');
    if (doc.has(path)) throw new MongoError(31250, `Invalid $unset :: caused by :: Path collision at ${path}`);
    doc.set(path, false);
  }
  return projection('$unset', doc, newScope(variables));
};

/** `$replaceRoot`. */
export const replaceRootStage: StageParser = (argument, scope) => {
  if (!(argument instanceof Map))
    throw new MongoError(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(typeOf(argument))}`);
  const unknown = [...argument.keys()].find((name) => name !== 'newRoot');
  if (unknown !== undefined) throw new MongoError(40415, `BSON field '$replaceRoot.${unknown}' is an unknown field.`);
  if (!argument.has('newRoot')) throw new MongoError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return replacement('$replaceRoot', argument.get('newRoot'), scope);
};

/** `$replaceWith`. */
export const replaceWithStage: StageParser = (argument, scope) => replacement('$replaceWith', argument, scope);

function replacement(name: string, argument: Value, { variables }: StageScope): Stage {
  const scope = newScope(variables);
  const { evaluate } = compileExpression(argument, scope);
  checkConstants(scope);
  return reshapeStage({ name, reads: readsOf(scope), replaces: true }, (doc) => {
    const result = evaluate(envOf(doc));
    if (result instanceof Map) return result;
    const what = name === '$replaceRoot' ? "'newRoot' expression " : "'replacement document' ";
    throw new MongoError(
      40228,
      `${what} must evaluate to an object, but resulting value was: ${showValue(result)}. Type of resulting value: '${typeName(typeOf(result))}'. Input document: ${showValue(doc)}`.replace(
        '  ',
        ' ',
      ),
    );
  });
}

/** `$redact`. */
export const redactStage: StageParser = (argument, { variables }) => {
  const decisions = new Map<string, Value>([...variables, ['KEEP', 'keep'], ['PRUNE', 'prune'], ['DESCEND', 'descend']]);
  const scope = newScope(decisions);
  const { evaluate } = compileExpression(argument, scope);
  checkConstants(scope);
  const redact = (doc: Doc): Doc | undefined => {
    const decision = evaluate(envOf(doc));
    if (decision === 'keep') return doc;
    if (decision === 'prune') return undefined;
    if (decision !== 'descend')
      throw new MongoError(
        17053,
        `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${showValue(decision)}`,
      );
    const inner = Array.from(doc, ([name, value]) => [name, redactInside(value, redact)] as const);
    return new Map(inner.filter(([, value]) => value !== undefined));
  };
  return eachStage({ name: '$redact', reads: null, replaces: false }, redact);
};

function redactInside(value: Value, redact: (doc: Doc) => Doc | undefined): Value {
  if (value instanceof Map) return redact(value);
  if (!Array.isArray(value)) return value;
  return value.map((item) => redactInside(item, redact)).filter((item) => item !== undefined);
}
