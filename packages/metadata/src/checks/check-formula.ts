import { compileFormula, FormulaError } from '@formwright/formula';
import type { Problem } from '../problems/problem.ts';

/** The names a formula may use: paths of the data, `*` below a name for anything there. */
export interface FormulaNames {
  /** Whether a path like `amount` or `record.level` exists. */
  has: (path: string) => boolean;
}

/** What is wrong with a formula: it does not parse, or reads what does not exist. Nothing when there is no formula. */
export function checkFormula(source: string | undefined, names: FormulaNames, path: string): Problem[] {
  if (source === undefined) return [];
  try {
    const unknown = compileFormula(source).paths.filter((name) => name !== '*' && !names.has(name.replace(/\.\*$/, '')));
    return unknown.map((field) => ({ path, code: 'FORMULA_FIELD', params: { field } }));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return [{ path, code: 'FORMULA_SYNTAX', params: { position: (error.position ?? 0) + 1, reason: error.message } }];
  }
}

/** Names of the fields of one record; deeper paths go into lists and are not known. */
export function fieldNames(fields: { has: (key: string) => boolean }): FormulaNames {
  return { has: (path) => fields.has(path.split('.')[0] ?? '') };
}
