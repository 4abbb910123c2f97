import { Double, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { addExactly, isNumeric, multiplyExactly, type Numeric, toNumber } from '../value/arithmetic.ts';
import { compareValues, equalValues } from '../value/compare.ts';
import { showValue } from '../value/show.ts';
import { T, typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { isIdentical } from './identical.ts';
import type { Leaf, LeafContext, LeafParser } from './leaf.ts';

/** `$set`. */
export const set: LeafParser = (_path, argument) => ({
  creates: true,
  apply: (current) => (isIdentical(argument, current) ? current : argument),
});

/** `$setOnInsert`. */
export const setOnInsert: LeafParser = (_path, argument) => ({ creates: true, onInsert: true, apply: () => argument });

/** `$unset`. */
export const unset: LeafParser = () => ({ creates: false, lenient: true, apply: () => undefined });

/** `$min`. */
export const min: LeafParser = (_path, argument) => extreme(argument, 1);

/** `$max`. */
export const max: LeafParser = (_path, argument) => extreme(argument, -1);

function extreme(argument: Value, sign: 1 | -1): Leaf {
  return {
    creates: true,
    apply: (current) => (current === undefined || compareValues(argument, current) * sign < 0 ? argument : current),
  };
}

/** `$inc`. */
export const inc: LeafParser = (path, argument) => arithmetic('$inc', path, argument);

/** `$mul`. */
export const mul: LeafParser = (path, argument) => arithmetic('$mul', path, argument);

function arithmetic(name: '$inc' | '$mul', path: string, argument: Value): Leaf {
  if (!isNumeric(argument)) {
    const verb = name === '$inc' ? 'increment' : 'multiply';
    throw new MongoError('TypeMismatch', `Cannot ${verb} with non-numeric argument: {${path}: ${showValue(argument)}}`);
  }
  return { creates: true, apply: (current, context) => calculate(name, argument, current, context) };
}

function calculate(name: '$inc' | '$mul', argument: Numeric, current: Value, context: LeafContext): Value {
  if (current === undefined) return name === '$inc' ? argument : multiplyExactly(argument, 0);
  if (!isNumeric(current)) {
    throw new MongoError(
      'TypeMismatch',
      `Cannot apply ${name} to a value of non-numeric type. ${context.identity()} has the field '${lastOf(context.path)}' of non-numeric type ${typeName(typeOf(current))}`,
    );
  }
  const result = name === '$inc' ? addExactly(current, argument) : multiplyExactly(current, argument);
  if (result !== undefined) return isSameNumber(result, current) ? current : apart(result);
  throw new MongoError(
    'BadValue',
    `Failed to apply ${name} operations to current value (${showNumber(current)}) for document ${context.identity()}`,
  );
}

/** NaN in a box, so that it is not taken for the NaN that was there. */
function apart(result: Numeric): Numeric {
  return Number.isNaN(result) ? new Double(Number.NaN) : result;
}

/** Of the same type and equal, which NaN is not even to itself: MongoDB counts no change then, and keeps the digits of a decimal. */
function isSameNumber(a: Numeric, b: Numeric): boolean {
  return typeOf(a) === typeOf(b) && equalValues(a, b) && !Number.isNaN(toNumber(a));
}

const lastOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
const showNumber = (value: Numeric) => (typeof value === 'bigint' ? `(NumberLong)${value}` : `(NumberInt)${value}`);

/** `$currentDate`. */
export const currentDate: LeafParser = (_path, argument) => {
  const kind = currentDateKind(argument);
  let order = 0;
  return {
    creates: true,
    apply: (_current, { now }) => {
      if (kind === 'date') return new Date(now.getTime());
      order = (order % 1000) + 1;
      return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: order });
    },
  };
};

function currentDateKind(argument: Value): 'date' | 'timestamp' {
  if (typeof argument === 'boolean') return 'date';
  if (!(argument instanceof Map)) {
    throw new MongoError(
      'BadValue',
      `${typeName(typeOf(argument))} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  const strange = [...argument.keys()].find((name) => name !== '$type');
  if (strange !== undefined) throw new MongoError('BadValue', `Unrecognized $currentDate option: ${strange}`);
  const kind = argument.get('$type');
  if (kind === 'date' || kind === 'timestamp') return kind;
  throw new MongoError(
    'BadValue',
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}

type BitStep = (value: bigint) => bigint;

/** `$bit`. */
export const bit: LeafParser = (_path, argument) => {
  if (!(argument instanceof Map)) {
    throw new MongoError(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeName(typeOf(argument))}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  if (argument.size === 0)
    throw new MongoError('BadValue', `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`);
  const steps = Array.from(argument, ([name, operand]) => bitStep(name, operand));
  const wide = [...argument.values()].some((operand) => typeof operand === 'bigint');
  return { creates: true, apply: (current, context) => applyBits(steps, wide, current, context) };
};

function bitStep(name: string, operand: Value): BitStep {
  const step = bitSteps.get(name);
  if (!step) {
    throw new MongoError(
      'BadValue',
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${showValue(operand)}}`,
    );
  }
  const type = typeOf(operand);
  if (type !== T.int && type !== T.long) {
    throw new MongoError(
      'BadValue',
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(type)}' is not supported here: {${name}: ${showValue(operand)}}`,
    );
  }
  const mask = BigInt(operand as number | bigint);
  return (value) => step(value, mask);
}

const bitSteps = new Map<string, (a: bigint, b: bigint) => bigint>([
  ['and', (a, b) => a & b],
  ['or', (a, b) => a | b],
  ['xor', (a, b) => a ^ b],
]);

function applyBits(steps: readonly BitStep[], wide: boolean, current: Value, context: LeafContext): Value {
  const type = typeOf(current);
  if (current !== undefined && type !== T.int && type !== T.long) {
    throw new MongoError(
      'BadValue',
      `Cannot apply $bit to a value of non-integral type.${context.identity()} has the field ${lastOf(context.path)} of non-integer type ${typeName(type)}`,
    );
  }
  const start = current === undefined ? 0n : BigInt(current as number | bigint);
  const result = steps.reduce((value, step) => step(value), start);
  return wide || type === T.long ? BigInt.asIntN(64, result) : Number(BigInt.asIntN(32, result));
}
