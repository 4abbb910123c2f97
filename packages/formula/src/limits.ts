/** What one formula may use; each is far above what honest formulas need. */
export const limits = {
  /** Characters of source. */
  source: 5120,
  /** Levels of nesting in the syntax tree. */
  depth: 200,
  /** Nodes of the syntax tree. */
  nodes: 5000,
  /** `??` and `?:` in one formula: the parser copies what stands before each of them. */
  copies: 8,
  /** Dots in one formula: the parser's time grows with the square of a path's length. */
  dots: 500,
  /** Steps of one evaluation. */
  fuel: 200_000,
  /** Characters of a text. */
  text: 100_000,
  /** Elements of a list. */
  list: 10_000,
  /** Characters of a regular expression. */
  pattern: 500,
  /** Places of a regular expression that can be tried at once; a counted repetition has one for each time. */
  patternSize: 500,
  /** Places times characters of one test outside of formulas: some milliseconds. */
  patternSteps: 250_000,
} as const;
