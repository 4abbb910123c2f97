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
  | 'RAISED';

/** The one error of this package. */
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
