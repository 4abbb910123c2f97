import { Decimal128 } from 'bson';
import { isNumeric, type Numeric, toBigInt, toDecimal, toNumber } from '../value/arithmetic.ts';
import { addDecimals, type Decimal, decimalOf, divideDecimals, fromDoubleShort, toDecimal128 } from '../value/decimal.ts';
import { toDouble } from '../value/read.ts';
import { isInt32, T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';

/** Adds numbers up as `$sum` and `$avg` do: ints and longs exactly, doubles with compensation, decimals as decimals; others are passed over. */
export class Total {
  private count = 0;
  /** Sum of ints while it is exact in a double. */
  private small = 0;
  private whole = 0n;
  private double = 0;
  private lost = 0;
  private decimal: Decimal | undefined;
  private type: number = T.int;

  /** Adds a value. */
  add(value: Value): void {
    if (typeof value === 'number' && isInt32(value)) {
      this.count++;
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
    if (this.decimal) return toDecimal128(this.decimalSum(this.decimal));
    if (this.type === T.double) return toDouble(this.doubleSum());
    if (this.type === T.int && this.whole >= -2147483648n && this.whole <= 2147483647n) return Number(this.whole);
    return BigInt.asIntN(64, this.whole) === this.whole ? this.whole : toDouble(Number(this.whole));
  }

  /** The average as a double or a decimal; null when no number was added. */
  average(): Value {
    this.carry();
    if (this.count === 0) return null;
    if (this.decimal) return toDecimal128(divideDecimals(this.decimalSum(this.decimal), decimalOf(BigInt(this.count))));
    return toDouble(this.doubleSum() / this.count);
  }

  private carry(): void {
    this.whole += BigInt(this.small);
    this.small = 0;
  }

  private addWide(value: Numeric): void {
    const type = typeOf(value);
    if (value instanceof Decimal128) this.decimal = addDecimals(this.decimal ?? decimalOf(0n), toDecimal(value));
    else if (type === T.double) this.addDouble(toNumber(value));
    else this.whole += toBigInt(value);
    if (type === T.double) this.type = T.double;
    else if (type === T.long && this.type === T.int) this.type = T.long;
  }

  /** Neumaier's compensated sum. */
  private addDouble(value: number): void {
    const sum = this.double + value;
    if (Math.abs(this.double) >= Math.abs(value)) this.lost += this.double - sum + value;
    else this.lost += value - sum + this.double;
    this.double = sum;
  }

  private doubleSum(): number {
    const whole = Number(this.whole);
    if (!Number.isFinite(this.double)) return this.double + whole;
    return this.double + whole + this.lost;
  }

  private decimalSum(decimal: Decimal): Decimal {
    const doubles = this.double + this.lost;
    const whole = addDecimals(decimal, decimalOf(this.whole));
    return this.type === T.double ? addDecimals(whole, fromDoubleShort(Number.isNaN(doubles) ? this.double : doubles)) : whole;
  }
}
