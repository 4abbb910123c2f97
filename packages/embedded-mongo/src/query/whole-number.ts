import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';

/** A number without fraction that fits 64 bits, as a JavaScript number. Throws in the words of MongoDB's parsers. */
export function wholeNumberOf(value: Value, operator: string, code: 'BadValue' | 'FailedToParse' = 'BadValue'): number {
  const shown = `${operator}: ${showValue(value)}`;
  const refuse = (why: string) => new MongoError(code, code === 'BadValue' ? `Failed to parse ${operator}. ${why}` : why);
  if (!isNumericType(typeOf(value))) throw refuse(`Expected a number in: ${shown}`);
  const number = Number(String(value));
  if (Number.isNaN(number)) throw refuse(`Expected an integer, but found NaN in: ${shown}`);
  if (!Number.isInteger(number)) throw refuse(`Expected an integer: ${shown}`);
  if (Math.abs(number) > 2 ** 63) throw refuse(`Cannot represent as a 64-bit integer: ${shown}`);
  return number;
}
