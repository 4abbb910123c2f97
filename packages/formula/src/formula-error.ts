/** Why a formula was refused or stopped. */
export type FormulaErrorCode =
  | 'SYNTAX'
  | 'TOO_LONG'
  | 'TOO_DEEP'
  | 'UNSUPPORTED'
  | 'UNKNOWN_FUNCTION'
  | 'UNKNOWN_FIELD'
  | 'ARGUMENTS'
  | 'TYPE'
  | 'FUEL'
  | 'SIZE'
  | 'NOT_FINITE'
  | 'PATTERN'
  | 'FORBIDDEN_KEY'
  | 'NO_FACTS'
  | 'RAISED';

/** The one error of this package: what is wrong with a formula, in English words for the admin who wrote it. */
export class FormulaError extends Error {
  readonly code: FormulaErrorCode;
  /** Character in the source at which it went wrong, from 0; undefined when unknown. */
  readonly position: number | undefined;

  constructor(code: FormulaErrorCode, message: string, position?: number) {
    super(message);
    this.name = 'FormulaError';
    this.code = code;
    this.position = position;
  }
}
