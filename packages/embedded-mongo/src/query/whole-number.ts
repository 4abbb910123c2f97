import { MongoError } from '../errors.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { showValue } from '../value/show.ts';

/** A number without fraction that fits 64 bits, as a JavaScript number. Throws BadValue in the words of MongoDB's parser. */
export function wholeNumberOf(value: Value, operator: string): number {
  const shown = `${operator}: ${showValue(value)}`;
  if (!isNumericType(typeOf(value))) throw new MongoError('BadValue', `Failed to parse ${operator}. Expected a number in: ${shown}`);
  const number = Number(String(value));
  if (Number.isNaN(number)) throw new MongoError('BadValue', `Failed to parse ${operator}. Expected an integer, but found NaN in: ${shown}`);
  if (!Number.isInteger(number)) throw new MongoError('BadValue', `Failed to parse ${operator}. Expected an integer: ${shown}`);
  if (Math.abs(number) > 2 ** 63) throw new MongoError('BadValue', `Failed to parse ${operator}. Cannot represent as a 64-bit integer: ${shown}`);
  return number;
}
