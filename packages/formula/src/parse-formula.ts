import jsonata from 'jsonata';
import type { AstNode } from './compile/step.ts';
import { FormulaError } from './formula-error.ts';
import { limits } from './limits.ts';

/** The syntax tree of a formula. Throws FormulaError SYNTAX, TOO_LONG or TOO_DEEP. */
export function parseFormula(source: string): AstNode {
  if (source.length > limits.source) throw new FormulaError('TOO_LONG', `a formula may have at most ${limits.source} characters`);
  if (source.split(/\?\?|\?:/).length - 1 > limits.copies)
    throw new FormulaError('TOO_DEEP', `a formula may use ?? and ?: at most ${limits.copies} times`);
  if (source.split('.').length - 1 > limits.dots) throw new FormulaError('TOO_LONG', `a formula may have at most ${limits.dots} dots`);
  checkNesting(source);
  try {
    return jsonata(source).ast() as AstNode;
  } catch (error) {
    throw toFormulaError(error);
  }
}

/** Refuses what would only be found by overflowing the parser's stack. */
function checkNesting(source: string): void {
  let depth = 0;
  for (const [position, sign] of [...source].entries()) {
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth > limits.depth) throw new FormulaError('TOO_DEEP', 'the formula is nested too deeply', position);
  }
}

function toFormulaError(error: unknown): FormulaError {
  if (error instanceof RangeError) return new FormulaError('TOO_DEEP', 'the formula is nested too deeply');
  if (typeof error !== 'object' || error === null || !('code' in error)) return new FormulaError('SYNTAX', 'the formula cannot be read');
  const message = 'message' in error && typeof error.message === 'string' ? error.message : 'the formula cannot be read';
  const position = 'position' in error && typeof error.position === 'number' ? error.position : undefined;
  return new FormulaError('SYNTAX', message, position);
}
