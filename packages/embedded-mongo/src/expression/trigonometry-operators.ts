import { MongoError } from '../errors.ts';
import { isNumeric, type Numeric, toNumber, widerType } from '../value/arithmetic.ts';
import { fromDouble34, toDecimal128 } from '../value/decimal.ts';
import { toDouble } from '../value/read.ts';
import { T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { inDoubles, numeric } from './arithmetic-operators.ts';
import { kindOf, type ListedArguments, listed } from './builders.ts';
import { isNullish, type OperatorParser } from './expr.ts';

/** Trigonometry; decimals are computed with a double's precision. */
export const trigonometryOperators: readonly (readonly [string, OperatorParser])[] = [
  bounded('$sin', Math.sin, Number.isFinite),
  bounded('$cos', Math.cos, Number.isFinite),
  bounded('$tan', Math.tan, Number.isFinite),
  bounded('$asin', Math.asin, (value) => value >= -1 && value <= 1),
  bounded('$acos', Math.acos, (value) => value >= -1 && value <= 1),
  bounded('$atan', Math.atan, () => true),
  bounded('$sinh', Math.sinh, () => true),
  bounded('$cosh', Math.cosh, () => true),
  bounded('$tanh', Math.tanh, () => true),
  bounded('$asinh', Math.asinh, () => true),
  bounded('$acosh', Math.acosh, (value) => value >= 1),
  bounded('$atanh', Math.atanh, (value) => value >= -1 && value <= 1),
  bounded(
    '$degreesToRadians',
    (value) => value * (Math.PI / 180),
    () => true,
  ),
  bounded(
    '$radiansToDegrees',
    (value) => value * (180 / Math.PI),
    () => true,
  ),
  ['$atan2', listed('$atan2', { min: 2, max: 2 }, atan2)],
];

function bounded(name: string, compute: (value: number) => number, accepts: (value: number) => boolean): readonly [string, OperatorParser] {
  const apply = (value: Numeric): Value => {
    const number = toNumber(value);
    if (!Number.isNaN(number) && !accepts(number))
      throw new MongoError(50989, `cannot apply ${name} to ${number}, value must be in its domain`);
    return inDoubles(value, compute);
  };
  return [name, numeric(name, apply)];
}

function atan2({ get }: ListedArguments): Value {
  const y = get(0);
  if (isNullish(y)) return null;
  if (!isNumeric(y)) throw new MongoError(51044, `$atan2 only supports numeric types, not ${kindOf(y)}`);
  const x = get(1);
  if (isNullish(x)) return null;
  if (!isNumeric(x)) throw new MongoError(51045, `$atan2 only supports numeric types, not ${kindOf(x)}`);
  const result = Math.atan2(toNumber(y), toNumber(x));
  return widerType(typeOf(y), typeOf(x)) === T.decimal ? toDecimal128(fromDouble34(result)) : toDouble(result);
}
