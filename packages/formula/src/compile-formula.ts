/** Facts a formula may ask for; the caller decides them, nothing reads a clock. */
export interface FormulaFacts {
  /** Now, as an ISO date-time in UTC; `$now()` and `$today()` are refused without it. */
  now?: string;
  /** IANA zone that decides "today"; UTC when left out. */
  timeZone?: string;
}

/** How a formula is compiled. */
export interface FormulaOptions {
  /** Names allowed at the top of a path; every name when left out. */
  fields?: Iterable<string>;
}

/** How one evaluation runs. */
export interface EvaluateOptions extends FormulaFacts {
  /** Steps it may take; 200,000 when left out. */
  fuel?: number;
}

/** A formula ready to run: total, deterministic, without side effects. */
export interface CompiledFormula {
  source: string;
  /** Names at the top of the data that it reads, sorted. */
  dependencies: readonly string[];
  /** The plain JSON value, or undefined for nothing. Throws FormulaError. */
  evaluate: (data: unknown, options?: EvaluateOptions) => unknown;
}

/** Checks and compiles a formula. Throws FormulaError with the position of what is wrong. */
export function compileFormula(source: string, _options: FormulaOptions = {}): CompiledFormula {
  throw new Error(`not yet: ${source}`);
}
