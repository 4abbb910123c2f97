import { RE2JS } from 're2js';
import { findSlowPart } from './ambiguous-pattern.ts';
import { FormulaError } from './formula-error.ts';
import { limits } from './limits.ts';

/** One match of a regular expression. */
export interface PatternMatch {
  match: string;
  start: number;
  end: number;
  /** What the groups caught; undefined for one that took no part. */
  groups: Array<string | undefined>;
}

/** A regular expression that runs in time linear in its input. */
export interface LinearPattern {
  source: string;
  /** Steps that one character of a text can cost: how many places of the pattern can be tried at once. */
  size: number;
  /** Whether it matches somewhere; false for a text too long to be searched in some milliseconds. */
  test: (text: string) => boolean;
  /** The first match at or after a place, or undefined. */
  find: (text: string, from: number) => PatternMatch | undefined;
}

const known = new Map<string, LinearPattern>();
const maxKnown = 500;

/**
 * Compiles a regular expression for the linear-time engine; flags are `i` and `m`. Throws FormulaError PATTERN when it cannot
 * run there, or when it repeats a repetition: that is harmless here but would hang every other engine that reads the document.
 */
export function createPattern(source: string, flags = ''): LinearPattern {
  const key = `${flags}/${source}`;
  const found = known.get(key);
  if (found) return found;
  const pattern = compile(source, flags);
  if (known.size >= maxKnown) known.clear();
  known.set(key, pattern);
  return pattern;
}

function compile(source: string, flags: string): LinearPattern {
  if (source.length > limits.pattern)
    throw new FormulaError('PATTERN', `a regular expression may have at most ${limits.pattern} characters`);
  const re = compileLinear(source, flags);
  const size = re.programSize();
  if (size > limits.patternSize)
    throw new FormulaError('PATTERN', 'the regular expression repeats too much; limit the length of the text instead');
  const slow = findSlowPart(source, (atom, sign) => compileLinear(`^(?:${atom})$`, '').matcher(sign).find());
  if (slow !== undefined) throw new FormulaError('PATTERN', `the repetition of ${slow} repeats itself`);
  return {
    source,
    size,
    test: (text) => text.length * size <= limits.patternSteps && re.matcher(text).find(),
    find: (text, from) => {
      const matcher = re.matcher(text);
      if (from > text.length || !matcher.find(from)) return undefined;
      const groups = Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1) ?? undefined);
      return { match: matcher.group() ?? '', start: matcher.start(), end: matcher.end(), groups };
    },
  };
}

function compileLinear(source: string, flags: string): RE2JS {
  const bits = (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), bits);
  } catch (error) {
    throw new FormulaError('PATTERN', error instanceof Error ? error.message : 'not a regular expression');
  }
}
