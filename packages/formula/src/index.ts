export type { CompiledFormula, EvaluateOptions, FormulaFacts, FormulaOptions } from './compile-formula.ts';
export { compileFormula } from './compile-formula.ts';
export { FormulaError, type FormulaErrorCode } from './formula-error.ts';
export { createPattern, type LinearPattern } from './pattern.ts';
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
export { addExactly, roundHalfUp } from './round.ts';
