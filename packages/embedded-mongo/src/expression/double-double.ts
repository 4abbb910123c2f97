import { addDecimals, type Decimal, fromDoubleShort } from '../value/decimal.ts';

/**
 * A sum of doubles that is kept as two: the nearest double and what is missing to it (source: Boldo, Graillat and Muller, "On the
 * robustness of the 2Sum and Fast2Sum algorithms", 2016). Whole numbers of 64 bits stay exact.
 */
export class DoubleDouble {
  private sum = 0;
  private rest = 0;
  /** The plain sum, for infinities, which the other arithmetic turns into NaN. */
  private plain = 0;

  /** Adds a double. */
  add(value: number): void {
    this.plain += value;
    const both = value + this.rest;
    const lost = this.rest - (both - value);
    const sum = this.sum + both;
    const part = sum - both;
    this.rest = lost + (this.sum - part) + (both - (sum - part));
    this.sum = sum;
  }

  /** Adds a 64-bit whole number. */
  addWhole(value: bigint): void {
    const high = (value / 4294967296n) * 4294967296n;
    this.add(Number(value - high));
    this.add(Number(high));
  }

  /** The sum as the nearest double. */
  double(): number {
    return Number.isNaN(this.sum) ? this.plain : this.sum;
  }

  /** The sum when all that was added is whole. */
  whole(): bigint {
    return BigInt(this.sum) + BigInt(this.rest);
  }

  /** The sum as a decimal. */
  decimal(): Decimal {
    return Number.isFinite(this.sum) ? addDecimals(fromDoubleShort(this.sum), fromDoubleShort(this.rest)) : fromDoubleShort(this.plain);
  }
}
