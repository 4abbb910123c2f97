import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, type Env, type Expr, newScope, type Scope } from '../expression/expr.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { type AccumulatorFactory, parseAccumulator } from './accumulators.ts';
import { checkGroupBy, checkOutput } from './bucket.ts';
import { granularityOf, type Rounder } from './granularity.ts';
import { MemoryBound, sizeOf, sortTooLarge } from './memory.ts';
import { type DocBatches, inBatches, type RunContext, readsOf, type Stage, type StageParser } from './stage.ts';

type Row = { readonly value: Value; readonly env: Env };
type Buckets = {
  readonly count: number;
  readonly evaluate: (env: Env) => Value;
  readonly fields: readonly { readonly name: string; readonly create: AccumulatorFactory }[];
  readonly rounder: Rounder | undefined;
};

/** `$bucketAuto`: about equally many documents in each range. */
export const bucketAutoStage: StageParser = (argument, { variables }): Stage => {
  if (!(argument instanceof Map))
    throw new MongoError(40240, `The argument to $bucketAuto must be an object, but found type: ${typeName(typeOf(argument))}.`);
  const scope = newScope(variables);
  const buckets = parseOptions(argument, scope);
  checkConstants(scope);
  return { name: '$bucketAuto', reads: readsOf(scope), replaces: true, run: (docs, context) => run(docs, buckets, context) };
};

/** The options in the order in which they stand, so that of two faults the first is found. */
function parseOptions(argument: Doc, scope: Scope): Buckets {
  let [groupBy, count, fields, rounder]: [Expr | undefined, number | undefined, Buckets['fields'] | undefined, Rounder | undefined] = [
    undefined,
    undefined,
    undefined,
    undefined,
  ];
  for (const [name, value] of argument) {
    if (name === 'groupBy') groupBy = compileExpression(checkGroupBy('$bucketAuto', value, 40239), scope);
    else if (name === 'buckets') count = bucketCount(value);
    else if (name === 'output') fields = parseOutput(checkOutput('$bucketAuto', value, 40244), scope);
    else if (name === 'granularity') rounder = parseGranularity(value);
    else throw new MongoError(40245, `Unrecognized option to $bucketAuto: ${name}.`);
  }
  if (!groupBy || count === undefined) throw new MongoError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  if (count <= 0) throw new MongoError(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${count}.`);
  return { count, evaluate: groupBy.evaluate, fields: fields ?? parseOutput(checkOutput('$bucketAuto', undefined, 40244), scope), rounder };
}

function parseOutput(output: Doc, scope: Scope): Buckets['fields'] {
  return Array.from(output, ([name, value]) => {
    const [entry] = value instanceof Map ? [...value] : [];
    if (!entry) throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
    return { name, create: parseAccumulator(entry[0], entry[1], scope) };
  });
}

function parseGranularity(value: Value): Rounder {
  if (typeof value !== 'string')
    throw new MongoError(40261, `The $bucketAuto 'granularity' field must be a string, but found type: ${typeName(typeOf(value))}.`);
  return granularityOf(value);
}

function bucketCount(value: Value): number {
  if (!isNumeric(value))
    throw new MongoError(40241, `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(typeOf(value))}.`);
  const count = toNumber(value);
  if (!Number.isInteger(count) || Math.abs(count) > 2147483647)
    throw new MongoError(40242, `The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${value}.`);
  return count;
}

async function* run(docs: DocBatches, buckets: Buckets, { memoryLimit }: RunContext): DocBatches {
  const bound = new MemoryBound(memoryLimit, () => sortTooLarge(memoryLimit));
  const rows: Row[] = [];
  for await (const batch of docs) {
    for (const root of batch) {
      const env = { root, slots: [] };
      const value = buckets.evaluate(env) ?? null;
      if (buckets.rounder) checkRoundable(value);
      bound.hold(sizeOf(root) + sizeOf(value));
      rows.push({ value, env });
    }
  }
  rows.sort((a, b) => compareValues(a.value, b.value));
  yield* inBatches(fill(rows, buckets));
}

function checkRoundable(value: Value): void {
  if (!isNumeric(value))
    throw new MongoError(40258, `$bucketAuto can only be used with granularity on numeric values, but found ${typeName(typeOf(value))}`);
  if (Number.isNaN(toNumber(value))) throw new MongoError(40259, '$bucketAuto cannot round NaN with a granularity');
  if (toNumber(value) < 0) throw new MongoError(40260, '$bucketAuto cannot round negative numbers with a granularity');
}

function* fill(rows: readonly Row[], { count, fields, rounder }: Buckets): Iterable<Doc> {
  const size = Math.max(1, Math.round(rows.length / count));
  let at = 0;
  let low: Value;
  for (let bucket = 0; bucket < count && at < rows.length; bucket++) {
    const start = at;
    const first = (rows[at] as Row).value;
    const min = rounder ? (low ?? rounder.down(first)) : first;
    at = bucket === count - 1 ? rows.length : Math.min(rows.length, at + size);
    // With a granularity zeros stay apart: none is below the boundary that zero is rounded to.
    while (!rounder && at < rows.length && compareValues((rows[at] as Row).value, (rows[at - 1] as Row).value) === 0) at++;
    let max: Value = at < rows.length ? (rows[at] as Row).value : (rows[at - 1] as Row).value;
    if (rounder) {
      max = rounder.up((rows[at - 1] as Row).value);
      while (at < rows.length && compareValues((rows[at] as Row).value, max) < 0) at++;
      if (at < rows.length && compareValues(max, 0) === 0) max = rounder.down((rows[at] as Row).value);
      low = max;
    }
    yield summarise(
      rows.slice(start, at),
      new Map<string, Value>([
        ['min', min],
        ['max', max],
      ]),
      fields,
    );
  }
}

function summarise(rows: readonly Row[], id: Doc, fields: Buckets['fields']): Doc {
  const doc: Doc = new Map([['_id', id]]);
  for (const { name, create } of fields) {
    const accumulator = create({ root: new Map(), slots: [] });
    for (const { env } of rows) accumulator.add(env);
    doc.set(name, accumulator.result() ?? null);
  }
  return doc;
}
