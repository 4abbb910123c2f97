import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { wholeNumberOf } from './whole-number.ts';

/** The bit positions that a mask means: a number, a BinData or a list of positions. */
export function bitPositions(operator: string, value: Value, path: string): readonly number[] {
  if (Array.isArray(value)) return value.map((item, index) => positionOf(item, index));
  if (value instanceof Binary) return setBits((position) => ((value.buffer[position >> 3] ?? 0) >> (position & 7)) & 1, value.position * 8);
  if (!isNumericType(typeOf(value))) {
    throw new MongoError('BadValue', `${path} takes an Array, a number, or a BinData but received: ${operator}: ${showValue(value)}`);
  }
  const mask = BigInt(typeof value === 'bigint' ? value : wholeNumberOf(value, operator, 'FailedToParse'));
  if (mask < 0n) throw new MongoError('FailedToParse', `Expected a non-negative number in: ${operator}: ${showValue(value)}`);
  return setBits((position) => Number((mask >> BigInt(position)) & 1n), 64);
}

function setBits(bitAt: (position: number) => number, length: number): number[] {
  return Array.from({ length }, (_, position) => position).filter((position) => bitAt(position) === 1);
}

function positionOf(value: Value, index: number): number {
  const position = wholeNumberOf(value, String(index));
  if (position < 0)
    throw new MongoError('BadValue', `Failed to parse bit position. Expected a non-negative number in: ${index}: ${position}`);
  return position;
}
