import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, type Expr, newScope } from '../expression/expr.ts';
import { splitFieldPath, walkPath } from '../expression/field-path.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilterDoc } from '../query/parse-filter.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { equalityKey } from '../value/compare.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { type ForeignFinder, foreignFinder } from './foreign-index.ts';
import { leavesAllBut } from './hoist-stages.ts';
import { MemoryBound, sizeOf } from './memory.ts';
import { type DocBatches, eachDoc, type RunContext, readsOf, type Stage, type StageParser } from './stage.ts';
import { setAt } from './unwind.ts';

type GraphLookup = {
  readonly start: Expr;
  readonly from: string;
  readonly connectFrom: readonly string[];
  readonly connectTo: string;
  readonly connectToSteps: readonly string[];
  readonly as: readonly string[];
  readonly depthField: readonly string[] | undefined;
  readonly maxDepth: number;
  readonly accepts: (doc: Doc) => boolean;
};

const names = ['from', 'as', 'startWith', 'connectFromField', 'connectToField', 'depthField', 'maxDepth', 'restrictSearchWithMatch'];

/** `$graphLookup`. */
export const graphLookupStage: StageParser = (argument, { variables }): Stage => {
  if (!(argument instanceof Map))
    throw new MongoError(
      'FailedToParse',
      `the $graphLookup stage specification must be an object, but found ${typeName(typeOf(argument))}`,
    );
  checkArguments(argument);
  const scope = newScope(variables);
  const restriction = argument.get('restrictSearchWithMatch');
  const filter = restriction instanceof Map ? compileFilter(parseFilterDoc(restriction, { variables, top: true })) : undefined;
  const text = (name: string) => String(argument.get(name));
  const lookup: GraphLookup = {
    start: compileExpression(argument.get('startWith'), scope),
    from: text('from'),
    connectFrom: splitFieldPath(text('connectFromField')),
    connectTo: text('connectToField'),
    connectToSteps: splitFieldPath(text('connectToField')),
    as: splitFieldPath(text('as')),
    depthField: argument.has('depthField') ? splitFieldPath(text('depthField')) : undefined,
    maxDepth: maxDepthOf(argument.get('maxDepth')),
    accepts: filter ? (doc) => filter.matches(writeDoc(doc)) : () => true,
  };
  checkConstants(scope);
  return {
    name: '$graphLookup',
    reads: readsOf(scope),
    leaves: leavesAllBut([lookup.as.join('.')]),
    replaces: false,
    collections: [lookup.from],
    run: (docs, context) => run(docs, lookup, context),
  };
};

function checkArguments(spec: Doc): void {
  for (const [name, value] of spec) {
    if (!names.includes(name)) throw new MongoError(40104, `Unknown argument to $graphLookup: ${name}`);
    if (name === 'startWith') continue;
    if (name === 'maxDepth') {
      maxDepthOf(value);
      continue;
    }
    if (name === 'restrictSearchWithMatch') {
      if (!(value instanceof Map))
        throw new MongoError(40185, `restrictSearchWithMatch must be an object, found ${typeName(typeOf(value))}`);
    } else if (typeof value !== 'string') {
      throw new MongoError(40103, `expected string as argument for ${name}, found: ${String(value)}`);
    }
  }
  const complete = ['from', 'as', 'startWith', 'connectFromField', 'connectToField'].every((name) => spec.has(name));
  if (!complete)
    throw new MongoError(
      40105,
      "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
    );
}

function maxDepthOf(value: Value): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!isNumeric(value)) throw new MongoError(40100, `maxDepth must be numeric, found type: ${typeName(typeOf(value))}`);
  if (toNumber(value) < 0) throw new MongoError(40101, `maxDepth requires a nonnegative argument, found: ${toNumber(value)}`);
  if (!Number.isInteger(toNumber(value)))
    throw new MongoError(40102, `maxDepth could not be represented as a long long: ${toNumber(value)}`);
  return toNumber(value);
}

async function* run(docs: DocBatches, lookup: GraphLookup, context: RunContext): DocBatches {
  const find = foreignFinder(lookup.from, lookup.connectTo, context);
  const join = async (doc: Doc) => {
    const start = lookup.start.evaluate({ root: doc, slots: [] });
    return setAt(doc, lookup.as, await search(start, lookup, { find, context }));
  };
  for await (const batch of eachDoc(docs, join)) {
    yield batch;
    await context.pause?.();
  }
}

function valuesOf(value: Value): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

async function search(start: Value, lookup: GraphLookup, { find, context }: { find: ForeignFinder; context: RunContext }): Promise<Doc[]> {
  const bound = new MemoryBound(context.memoryLimit, () => new MongoError(40099, '$graphLookup reached maximum memory consumption'));
  const visited = new Set<string>();
  const asked = new Set<string>();
  const found: Doc[] = [];
  let frontier = valuesOf(start);
  for (let depth = 0; frontier.length > 0 && depth <= lookup.maxDepth; depth++) {
    const next: Value[] = [];
    for (const doc of await find(frontier)) {
      const key = equalityKey(doc.get('_id'));
      // A document without the field is not reached by null.
      if (visited.has(key) || walkPath(doc, lookup.connectToSteps, 0) === undefined || !lookup.accepts(doc)) continue;
      visited.add(key);
      bound.hold(sizeOf(doc));
      found.push(lookup.depthField ? setAt(doc, lookup.depthField, BigInt(depth)) : doc);
      next.push(...valuesOf(walkPath(doc, lookup.connectFrom, 0)));
    }
    frontier = next.filter((value) => isNew(asked, value));
  }
  return found;
}

function isNew(asked: Set<string>, value: Value): boolean {
  const key = equalityKey(value);
  if (asked.has(key)) return false;
  asked.add(key);
  return true;
}
