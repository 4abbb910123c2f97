import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { toDouble } from '../value/read.ts';
import type { Value } from '../value/value.ts';

/** Standard deviation in one pass (Welford 1962); values that are no numbers are passed over. */
export class Deviation {
  private count = 0;
  private mean = 0;
  private squares = 0;

  /** Adds a value. */
  add(value: Value): void {
    if (!isNumeric(value)) return;
    const number = toNumber(value);
    this.count++;
    const delta = number - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (number - this.mean);
  }

  /** Of the whole population; null without numbers. */
  population(): Value {
    return this.count === 0 ? null : this.root(this.count);
  }

  /** Of a sample; null with fewer than two numbers. */
  sample(): Value {
    return this.count < 2 ? null : this.root(this.count - 1);
  }

  private root(divisor: number): Value {
    return toDouble(Math.sqrt(this.squares / divisor));
  }
}
