import { FormulaError } from './formula-error.ts';
import { limits } from './limits.ts';

/** The fuel of one evaluation: every step, every element and every character made spends some. */
export class Meter {
  #fuel: number;

  constructor(fuel: number) {
    this.#fuel = fuel;
  }

  /** Spends fuel. Throws FormulaError FUEL when there is none left. */
  spend(amount: number): void {
    this.#fuel -= amount;
    if (this.#fuel < 0) throw new FormulaError('FUEL', 'the formula takes too many steps');
  }

  /** Pays for a whole text or list that is looked at; all else costs nothing. What it holds is paid for when it is looked at in turn. */
  look(value: unknown): void {
    if (typeof value === 'string') this.spend(value.length / 16);
    if (Array.isArray(value)) this.spend(value.length / 8);
  }

  /** Pays for a text before it is made. Throws FormulaError SIZE when it would be too long. */
  text(length: number): void {
    if (length > limits.text) throw new FormulaError('SIZE', `a text may have at most ${limits.text} characters`);
    this.spend(1 + length / 32);
  }

  /** Pays for a list before it is made, or for the elements added to one. Throws FormulaError SIZE when it would be too long. */
  list(length: number, added = length): void {
    if (length > limits.list) throw new FormulaError('SIZE', `a list may have at most ${limits.list} elements`);
    this.spend(added);
  }
}
