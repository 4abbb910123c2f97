import { BSONRegExp } from 'bson';
import { compileRegex } from '../regex/compile-regex.ts';
import type { Value } from '../value/value.ts';
import type { RegexFilter } from './types.ts';

/** A regular expression (or its text) as a filter on `path`; `options` wins over the expression's own. */
export function regexFilter(path: string, value: Value, options: string): RegexFilter {
  const pattern = value instanceof BSONRegExp ? value.pattern : String(value);
  const own = value instanceof BSONRegExp && options === '' ? value.options : options;
  const { test, prefix, prefixOnly } = compileRegex(pattern, own);
  return {
    op: 'regex',
    path,
    pattern,
    options: own,
    test,
    ...(prefix === undefined ? {} : { prefix }),
    ...(prefixOnly ? { prefixOnly } : {}),
  };
}
