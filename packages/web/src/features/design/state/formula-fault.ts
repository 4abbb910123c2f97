import { compileFormula, FormulaError } from '@formwright/formula';

/** What is wrong with a formula over these names, or undefined when it is fine. */
export function formulaFault(source: string, fields: Iterable<string>): string | undefined {
  try {
    compileFormula(source, { fields });
    return undefined;
  } catch (error) {
    return error instanceof FormulaError ? error.message : String(error);
  }
}
