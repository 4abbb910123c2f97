import { Decimal128 } from 'bson';
import { isNumeric, type Numeric, toBigInt, toDecimal, toNumber } from '../value/arithmetic.ts';
import { addDecimals, type Decimal, decimalOf, divideDecimals, toDecimal128 } from '../value/decimal.ts';
import { toDouble } from '../value/read.ts';
import { isInt32, T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { DoubleDouble } from './double-double.ts';

/** Adds numbers up as `$sum`, `$avg` and `$add` do: those that are no decimals as two doubles, decimals as decimals; others are passed over. */
export class Total {
  private count = 0;
  /** Sum of the last ints, which a double holds exactly; behind a double each int is added by itself, since even a zero rounds the sum anew. */
  private small = 0;
  private readonly numbers = new DoubleDouble();
  private decimal: Decimal | undefined;
  private type: number = T.int;

  /** Adds a value. */
  add(value: Value): void {
    if (typeof value === 'number' && isInt32(value)) {
      this.count++;
      if (this.type === T.double) return this.numbers.add(value);
      this.small += value;
      if (this.small > 2 ** 52 || this.small < -(2 ** 52)) this.carry();
    } else if (isNumeric(value)) {
      this.count++;
      this.addWide(value);
    }
  }

  /** The sum: int, long, double or decimal, the widest type that was added; whole sums beyond 64 bits are doubles. */
  sum(): Numeric {
    this.carry();
    if (this.decimal) return toDecimal128(addDecimals(this.decimal, this.numbers.decimal()));
    const whole = this.type === T.double ? undefined : this.numbers.whole();
    if (whole === undefined || BigInt.asIntN(64, whole) !== whole) return toDouble(this.numbers.double());
    return this.type === T.int && BigInt.asIntN(32, whole) === whole ? Number(whole) : whole;
  }

  /** The average as a double or a decimal; null when no number was added. */
  average(): Value {
    this.carry();
    if (this.count === 0) return null;
    if (!this.decimal) return toDouble(this.numbers.double() / this.count);
    return toDecimal128(divideDecimals(addDecimals(this.decimal, this.numbers.decimal()), decimalOf(BigInt(this.count))));
  }

  private carry(): void {
    if (this.small !== 0) this.numbers.add(this.small);
    this.small = 0;
  }

  private addWide(value: Numeric): void {
    this.carry();
    const type = typeOf(value);
    if (value instanceof Decimal128) this.decimal = addDecimals(this.decimal ?? decimalOf(0n), toDecimal(value));
    else if (type === T.double) this.numbers.add(toNumber(value));
    else this.numbers.addWhole(toBigInt(value));
    if (type === T.double) this.type = T.double;
    else if (type === T.long && this.type === T.int) this.type = T.long;
  }
}
