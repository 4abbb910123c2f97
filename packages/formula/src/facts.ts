/** Facts a formula may ask for; the caller decides them, nothing reads a clock. */
export interface FormulaFacts {
  /** Now, as an ISO date-time in UTC; `$now()` and `$today()` are refused without it. */
  now?: string;
  /** IANA zone that decides "today"; UTC when left out. */
  timeZone?: string;
}
