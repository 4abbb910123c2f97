import { MongoError } from '../errors.ts';
import { invalidRegex } from './invalid.ts';
import { type RegexShape, shapeOf } from './shape.ts';
import { translate } from './translate.ts';

/** A regular expression as JavaScript runs it, with what an index and a byte search can make of it. */
export type CompiledRegex = RegexShape & {
  readonly test: RegExp;
  /** JavaScript's names of the pattern's capturing groups, in their order. */
  readonly captures: readonly string[];
};

/** Characters of a pattern (source: MongoDB's limit of PCRE's). */
const longest = 32_764;

/** Translates MongoDB's (PCRE's) pattern and options. Throws 51091 for a broken pattern, 51108 for an unknown option. */
export function compileRegex(pattern: string, options: string, global = false): CompiledRegex {
  for (const option of options) {
    if (!'imsxu'.includes(option)) throw new MongoError(51108, ` invalid flag in regex options: ${option}`);
  }
  if (pattern.length > longest) throw invalidRegex('regular expression is too large');
  if (pattern.includes('\u0000')) throw new MongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  const { source, flag, captures } = translate(pattern, options);
  return { test: toRegExp(source, `us${flag}${global ? 'g' : ''}`), captures, ...shapeOf(pattern, options) };
}

/** From this length on a pattern is tried at once: JavaScript tells only then that it is too much. */
const longSource = 1000;

function toRegExp(source: string, flags: string): RegExp {
  try {
    const regex = new RegExp(source, flags);
    if (source.length > longSource) regex.test('');
    regex.lastIndex = 0;
    return regex;
  } catch {
    throw invalidRegex('regular expression is too large, or refers to a group that it has not');
  }
}
