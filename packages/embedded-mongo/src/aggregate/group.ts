import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, type Env, type Expr, newScope, type Scope } from '../expression/expr.ts';
import { isNumeric } from '../value/arithmetic.ts';
import { equalityKey } from '../value/compare.ts';
import type { Doc, Value } from '../value/value.ts';
import { type Accumulator, type AccumulatorFactory, parseAccumulator } from './accumulators.ts';
import { groupTooLarge, MemoryBound, sizeOf } from './memory.ts';
import { type DocBatches, inBatches, type RunContext, readsOf, type Sink, type Stage, type StageParser } from './stage.ts';

type Field = { readonly name: string; readonly create: AccumulatorFactory };
type Grouping = { readonly id: Expr; readonly fields: readonly Field[] };
type Group = { readonly id: Value; readonly accumulators: readonly Accumulator[] };

/** `$group`. */
export const groupStage: StageParser = (argument, { variables }): Stage => {
  if (!(argument instanceof Map)) throw new MongoError(15947, "a group's fields must be specified in an object");
  const scope = newScope(variables);
  const fields: Field[] = [];
  let id: Expr | undefined;
  for (const [name, value] of argument) {
    if (name === '_id') id = compileId(value, scope);
    else fields.push(parseField(name, value, scope));
  }
  if (!id) throw new MongoError(15955, 'a group specification must include an _id');
  checkConstants(scope);
  const grouping = { id, fields };
  const counts = onlyCounts(argument);
  return {
    name: '$group',
    reads: readsOf(scope),
    replaces: true,
    counts,
    run: (docs, context) => group(docs, grouping, context),
    sink: (context) => groupSink(grouping, context),
  };
};

/** Like any expression, but in an id of one field a value that is absent counts as null. */
function compileId(value: Value, scope: Scope): Expr {
  const [name, more] = value instanceof Map ? [...value.keys()] : [];
  if (value instanceof Map && !name?.startsWith('$')) refuseInclusion(value);
  const compiled = compileExpression(value, scope);
  if (name === undefined || more !== undefined || name.startsWith('$')) return compiled;
  const evaluate = (env: Env): Value => {
    const id = compiled.evaluate(env);
    return id instanceof Map && !id.has(name) ? new Map([[name, null]]) : id;
  };
  return { ...compiled, evaluate };
}

function refuseInclusion(id: Doc): void {
  for (const part of id.values()) {
    if (typeof part === 'boolean' || isNumeric(part)) throw new MongoError(17390, '$group does not support inclusion-style expressions');
  }
}

function parseField(name: string, value: Value, scope: Scope): Field {
  if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new MongoError(40236, `The field name '${name}' cannot be an operator name`);
  if (!(value instanceof Map)) throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  const [entry, more] = [...value];
  if (!entry?.[0].startsWith('$')) throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  if (more) throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  return { name, create: parseAccumulator(entry[0], entry[1], scope) };
}

/** Is it `{ _id: <constant>, n: { $sum: <constant> } }`, which needs no document's content? */
function onlyCounts(spec: Doc): boolean {
  if (!isPlain(spec.get('_id'))) return false;
  return [...spec].every(([name, value]) => {
    if (name === '_id') return true;
    const [entry] = value instanceof Map ? [...value] : [];
    return entry !== undefined && (entry[0] === '$count' || (entry[0] === '$sum' && isPlain(entry[1])));
  });
}

const isPlain = (value: Value) => value === null || typeof value === 'number' || typeof value === 'boolean';

async function* group(docs: DocBatches, grouping: Grouping, context: RunContext): DocBatches {
  const { add, finish } = groupSink(grouping, context);
  for await (const batch of docs) {
    for (const doc of batch) add(doc);
    await context.pause?.();
  }
  yield* finish();
}

function groupSink(grouping: Grouping, { memoryLimit }: RunContext): Sink {
  const groups = new Map<string, Group>();
  const bound = new MemoryBound(memoryLimit, groupTooLarge);
  const slots: Value[] = [];
  return {
    add: (root) => addToGroup(groups, { root, slots }, { grouping, bound }),
    finish: () => inBatches(results(groups, grouping)),
  };
}

function addToGroup(groups: Map<string, Group>, env: Env, { grouping, bound }: { grouping: Grouping; bound: MemoryBound }): void {
  const id = grouping.id.evaluate(env) ?? null;
  const key = equalityKey(id);
  let found = groups.get(key);
  if (!found) {
    const own = { root: id instanceof Map ? id : new Map(), slots: env.slots };
    found = { id, accumulators: grouping.fields.map(({ create }) => create(own)) };
    groups.set(key, found);
    bound.hold(key.length + sizeOf(id) + 200 * (grouping.fields.length + 1));
  }
  for (const accumulator of found.accumulators) {
    const grown = accumulator.add(env);
    if (grown !== 0) bound.hold(grown);
  }
}

function* results(groups: ReadonlyMap<string, Group>, { fields }: Grouping): Iterable<Doc> {
  for (const { id, accumulators } of groups.values()) {
    const doc: Doc = new Map([['_id', id]]);
    fields.forEach(({ name }, i) => {
      doc.set(name, accumulators[i]?.result() ?? null);
    });
    yield doc;
  }
}
