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

/** Translates MongoDB's (PCRE's) pattern and options. Throws 51091 for a broken pattern, 51108 for an unknown option. */
export function compileRegex(pattern: string, options: string, global = false): CompiledRegex {
  for (const option of options) {
    if (!'imsxu'.includes(option)) throw new MongoError(51108, ` invalid flag in regex options: ${option}`);
  }
  if (pattern.includes('\u0000')) throw new MongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  const { source, caseless, captures } = translate(pattern, options);
  return { test: toRegExp(source, `vs${caseless ? 'i' : ''}${global ? 'g' : ''}`), captures, ...shapeOf(pattern, options) };
}

function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw invalidRegex(error instanceof Error ? error.message : source);
  }
}
