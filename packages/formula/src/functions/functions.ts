import { dateFunctions } from './date.ts';
import type { FormulaFunction } from './define-function.ts';
import { listFunctions } from './list.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './number.ts';
import { objectFunctions } from './object.ts';
import { patternFunctions } from './pattern-text.ts';
import { textFunctions } from './text.ts';

export type { FormulaFunction, FunctionGroup } from './define-function.ts';

/** Every function a formula can call, in the order of the catalogue. */
export const formulaFunctions: readonly FormulaFunction[] = [
  ...logicFunctions,
  ...textFunctions,
  ...patternFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...objectFunctions,
  ...dateFunctions,
];

const byName = new Map(formulaFunctions.map((each) => [each.name, each]));

/** The function of a name without its `$`, or undefined. */
export function findFunction(name: string): FormulaFunction | undefined {
  return byName.get(name);
}
