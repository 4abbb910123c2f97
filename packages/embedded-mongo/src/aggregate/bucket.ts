import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { newScope } from '../expression/expr.ts';
import { compareValues } from '../value/compare.ts';
import { showValue } from '../value/show.ts';
import { canonicalType, typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { groupStage } from './group.ts';
import { sortBy } from './sort.ts';
import type { Stage, StageParser } from './stage.ts';

/** `$bucket`: a group by ranges, in their order. */
export const bucketStage: StageParser = (argument, scope): readonly Stage[] => {
  if (!(argument instanceof Map))
    throw new MongoError(40201, `Argument to $bucket stage must be an object, but found type: ${typeName(typeOf(argument))}.`);
  for (const name of argument.keys()) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name))
      throw new MongoError(40197, `Unrecognized option to $bucket: ${name}.`);
  }
  const groupBy = checkGroupBy('$bucket', argument.get('groupBy'), 40202);
  if (!argument.has('groupBy') || !argument.has('boundaries'))
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const boundaries = parseBoundaries(argument.get('boundaries'), (value) => constant(value, scope.variables));
  const otherwise = argument.has('default') ? constant(argument.get('default'), scope.variables) : undefined;
  checkDefault(otherwise, boundaries);
  const output = checkOutput('$bucket', argument.get('output'), 40196);
  const id = switchOf(groupBy, boundaries, otherwise);
  return [groupStage(new Map<string, Value>([['_id', id], ...output]), scope) as Stage, sortBy([{ path: '_id', descending: false }])];
};

/** The expression that documents are grouped by: a path or an operator. */
export function checkGroupBy(name: string, value: Value, code: number): Value {
  const isPath = typeof value === 'string' && value.startsWith('$');
  if (value === undefined || isPath || value instanceof Map) return value;
  throw new MongoError(
    code,
    `The ${name} 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${showValue(value)}.`,
  );
}

/** The accumulators of the output; a count when none are given. */
export function checkOutput(name: string, value: Value, code: number): Doc {
  if (value === undefined) return new Map([['count', new Map<string, Value>([['$sum', 1]])]]);
  if (!(value instanceof Map))
    throw new MongoError(code, `The ${name} 'output' field must be an object, but found type: ${typeName(typeOf(value))}.`);
  return value;
}

function constant(value: Value, variables: ReadonlyMap<string, Value>): Value {
  const expr = compileExpression(value, newScope(variables));
  if (expr.failure) throw expr.failure;
  if (!expr.constant)
    throw new MongoError(40191, `The $bucket 'boundaries' and 'default' must be constant values, but found: ${showValue(value)}.`);
  return expr.evaluate({ root: new Map(), slots: [] });
}

function parseBoundaries(value: Value, read: (value: Value) => Value): readonly Value[] {
  if (!Array.isArray(value))
    throw new MongoError(40200, `The $bucket 'boundaries' field must be an array, but found type: ${typeName(typeOf(value))}.`);
  if (value.length < 2)
    throw new MongoError(40192, `The $bucket 'boundaries' field must have at least 2 values, but found ${value.length} value(s).`);
  const boundaries = value.map(read);
  boundaries.slice(1).forEach((boundary, i) => {
    const before = boundaries[i];
    if (canonicalType(typeOf(before)) !== canonicalType(typeOf(boundary))) {
      throw new MongoError(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(typeOf(before))} and ${typeName(typeOf(boundary))}.`,
      );
    }
    if (compareValues(before, boundary) >= 0)
      throw new MongoError(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${i} and ${i + 1} are not in ascending order (${showValue(before)} is not less than ${showValue(boundary)}).`,
      );
  });
  return boundaries;
}

function checkDefault(otherwise: Value, boundaries: readonly Value[]): void {
  if (otherwise === undefined) return;
  const inside = compareValues(otherwise, boundaries[0]) >= 0 && compareValues(otherwise, boundaries.at(-1)) < 0;
  if (inside)
    throw new MongoError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
}

const operation = (name: string, ...args: Value[]): Doc => new Map<string, Value>([[name, args]]);
const literal = (value: Value): Doc => new Map([['$literal', value]]);

function switchOf(groupBy: Value, boundaries: readonly Value[], otherwise: Value): Doc {
  const branches = boundaries.slice(0, -1).map((low, i): Doc => {
    const test = operation('$and', operation('$gte', groupBy, literal(low)), operation('$lt', groupBy, literal(boundaries[i + 1])));
    return new Map<string, Value>([
      ['case', test],
      ['then', literal(low)],
    ]);
  });
  const parts = new Map<string, Value>([['branches', branches]]);
  if (otherwise !== undefined) parts.set('default', literal(otherwise));
  return new Map([['$switch', parts]]);
}
