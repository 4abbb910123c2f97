export {
  addDays,
  addMonths,
  type CalendarDay,
  daysBetween,
  instantOfLocal,
  isCalendarDay,
  isInstant,
  isTimeZone,
  localDayOf,
  localTimeOf,
  weekdayOf,
} from './calendar.ts';
export { type CompiledFormula, compileFormula, type EvaluateOptions, type FormulaOptions } from './compile-formula.ts';
export type { FormulaFacts } from './facts.ts';
export { FormulaError, type FormulaErrorCode } from './formula-error.ts';
export { type FormulaFunction, type FunctionGroup, findFunction, formulaFunctions } from './functions/functions.ts';
export { createPattern, type LinearPattern } from './pattern.ts';
export { addExactly, roundHalfUp } from './round.ts';
