import { FormulaError } from './formula-error.ts';

/** Does the work; an error that does not know its place in the source gets this one. */
export function failAt<Value>(position: number | undefined, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormulaError && error.position === undefined) throw new FormulaError(error.code, error.message, position);
    throw error;
  }
}
