import { BSONRegExp } from 'bson';
import { MongoError } from '../errors.ts';
import { matchElement } from '../query/match-element.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { equalityKey } from '../value/compare.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import type { LeafContext, LeafParser } from './leaf.ts';
import { parsePush } from './push.ts';

/** `$push`. */
export const push: LeafParser = (_path, argument) => {
  const change = parsePush(argument);
  return { creates: true, gathers: true, apply: (current, context) => change(arrayForPush(current, context)) };
};

function arrayForPush(current: Value, context: LeafContext): Value[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw new MongoError(
    'BadValue',
    `The field '${context.path}' must be an array but is of type ${typeName(typeOf(current))} in document ${context.identity()}`,
  );
}

/** `$addToSet`. */
export const addToSet: LeafParser = (_path, argument) => {
  const values = eachOf(argument);
  return {
    creates: true,
    gathers: true,
    apply: (current, { path }) => {
      if (current !== undefined && !Array.isArray(current)) {
        const name = path.slice(path.lastIndexOf('.') + 1);
        throw new MongoError(
          'BadValue',
          `Cannot apply $addToSet to non-array field. Field named '${name}' has non-array type ${typeName(typeOf(current))}`,
        );
      }
      return addMissing(current ?? [], values);
    },
  };
};

function eachOf(argument: Value): readonly Value[] {
  if (!(argument instanceof Map) || argument.keys().next().value !== '$each') return [argument];
  const each = argument.get('$each');
  if (!Array.isArray(each)) {
    throw new MongoError(
      'TypeMismatch',
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(typeOf(each))}`,
    );
  }
  if (argument.size > 1) {
    throw new MongoError('BadValue', `Found unexpected fields after $each in $addToSet: ${showValue(argument)}`);
  }
  return each;
}

function addMissing(current: Value[], values: readonly Value[]): Value[] {
  const seen = new Set(current.map(equalityKey));
  const added = values.filter((value) => {
    const key = equalityKey(value);
    return !seen.has(key) && seen.add(key);
  });
  return added.length === 0 ? current : [...current, ...added];
}

/** `$pop`. */
export const pop: LeafParser = (path, argument) => {
  const side = popSide(path, argument);
  return {
    creates: false,
    apply: (current, context) => {
      if (current === undefined) return current;
      if (!Array.isArray(current)) {
        throw new MongoError('TypeMismatch', `Path '${context.path}' contains an element of non-array type '${typeName(typeOf(current))}'`);
      }
      if (current.length === 0) return current;
      return side === 1 ? current.slice(0, -1) : current.slice(1);
    },
  };
};

function popSide(path: string, argument: Value): number {
  if (!isNumeric(argument)) throw new MongoError('FailedToParse', `Expected a number in: ${path}: ${showValue(argument)}`);
  const side = toNumber(argument);
  if (!Number.isInteger(side)) throw new MongoError('FailedToParse', `Expected an integer: ${path}: ${showValue(argument)}`);
  if (side !== 1 && side !== -1) throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${side}`);
  return side;
}

/** `$pull`. */
export const pull: LeafParser = (_path, argument, { variables }) => culling(matcherOf(argument, variables));

function matcherOf(argument: Value, variables: ReadonlyMap<string, Value>): (value: Value) => boolean {
  if (argument instanceof Map || argument instanceof BSONRegExp) return matchElement(argument, variables);
  const key = equalityKey(argument);
  return (value) => equalityKey(value) === key;
}

/** `$pullAll`. */
export const pullAll: LeafParser = (_path, argument) => {
  if (!Array.isArray(argument)) {
    throw new MongoError('BadValue', `$pullAll requires an array argument but was given a ${typeName(typeOf(argument))}`);
  }
  const keys = new Set(argument.map(equalityKey));
  return culling((value) => keys.has(equalityKey(value)));
};

function culling(goes: (value: Value) => boolean) {
  return {
    creates: false,
    apply: (current: Value): Value => {
      if (current === undefined) return current;
      if (!Array.isArray(current)) throw new MongoError('BadValue', 'Cannot apply $pull to a non-array value');
      const kept = current.filter((value) => !goes(value));
      return kept.length === current.length ? current : kept;
    },
  };
}
