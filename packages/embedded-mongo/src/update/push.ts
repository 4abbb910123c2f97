import { MongoError } from '../errors.ts';
import { elementOrder } from '../expression/element-order.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';

/**
 * Reads the argument of `$push`: a value, or `$each` with `$position`, `$sort`, `$slice`. What it makes answers the same array when
 * there was nothing to do; a new one, even if equal, counts as a change: when something was pushed, sorted or cut off.
 * Throws BadValue or TypeMismatch.
 */
export function parsePush(argument: Value): (current: Value[]) => Value[] {
  if (!(argument instanceof Map) || !argument.has('$each')) return (current) => [...current, argument];
  const options = parseOptions(argument);
  return (current) => {
    if (options.each.length === 0 && (current.length === 0 || !(options.order || isCut(current, options.slice)))) return current;
    const at = options.position === undefined ? current.length : insertAt(options.position, current.length);
    const all = [...current.slice(0, at), ...options.each, ...current.slice(at)];
    if (options.order) all.sort(options.order);
    return options.slice === undefined ? all : cut(all, options.slice);
  };
}

type PushOptions = {
  readonly each: readonly Value[];
  readonly position: number | undefined;
  readonly slice: number | undefined;
  readonly order: ((a: Value, b: Value) => number) | undefined;
};

const known = new Set(['$each', '$position', '$sort', '$slice']);

function parseOptions(argument: Doc): PushOptions {
  const each = argument.get('$each');
  if (!Array.isArray(each)) {
    throw new MongoError('BadValue', `The argument to $each in $push must be an array but it was of type: ${typeName(typeOf(each))}`);
  }
  const unknown = [...argument.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) throw new MongoError('BadValue', `Unrecognized clause in $push: ${unknown}`);
  const sort = argument.get('$sort');
  return {
    each,
    position: wholeOption(argument, '$position'),
    slice: wholeOption(argument, '$slice'),
    order: sort === undefined ? undefined : elementOrder(sort, () => refuseSort(sort)),
  };
}

function refuseSort(sort: Value): never {
  if (isNumeric(sort)) throw new MongoError('BadValue', 'The $sort element value must be either 1 or -1');
  if (!(sort instanceof Map))
    throw new MongoError('BadValue', 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  throw new MongoError(
    'BadValue',
    sort.size === 0 ? 'The $sort pattern is empty when it should be a set of fields.' : 'The $sort element value must be either 1 or -1',
  );
}

function wholeOption(argument: Doc, name: '$position' | '$slice'): number | undefined {
  const value = argument.get(name);
  if (value === undefined) return undefined;
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(
      'BadValue',
      `The value for ${name} must be an integer value but was given type: ${typeName(typeOf(value))}${isNumeric(value) ? `: ${showValue(value)}` : ''}`,
    );
  }
  return toNumber(value);
}

function insertAt(position: number, length: number): number {
  return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
}

function isCut({ length }: readonly Value[], slice: number | undefined): boolean {
  return slice !== undefined && length > Math.abs(slice);
}

function cut(all: Value[], slice: number): Value[] {
  if (slice === 0) return [];
  return slice > 0 ? all.slice(0, slice) : all.slice(slice);
}
