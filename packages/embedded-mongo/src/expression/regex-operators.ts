import { BSONRegExp } from 'bson';
import { MongoError } from '../errors.ts';
import { type CompiledRegex, compileRegex } from '../regex/compile-regex.ts';
import type { Doc, Value } from '../value/value.ts';
import { fold, kindOf, namedParts } from './builders.ts';
import { constantExpr, type Env, type Expr, isNullish, type OperatorParser } from './expr.ts';

const refusals = { notObject: 51103, unknown: 31024, missing: 31022 };
const names = ['input', 'regex', 'options?'];

/** `$regexMatch`, `$regexFind`, `$regexFindAll`. */
export const regexOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$regexMatch', search('$regexMatch', (text, { test }) => test.test(text), false)],
  ['$regexFind', search('$regexFind', findOne, null)],
  ['$regexFindAll', search('$regexFindAll', findAll, [])],
];

/** A constant pattern is read before there is a document; the search itself never counts as constant. */
function search(name: string, find: (text: string, regex: CompiledRegex) => Value, absent: Value): OperatorParser {
  return (argument, scope) => {
    const parts = namedParts(name, argument, { names, refusals, scope });
    const input = parts.get('input') as Expr;
    const pattern = parts.get('regex') as Expr;
    const options = parts.get('options') ?? constantExpr(null);
    const compile = (env: Env) => toRegex(name, pattern.evaluate(env), options.evaluate(env));
    scope.shared.failure ??= fold([pattern, options], (env) => (compile(env) ? true : null)).failure;
    return {
      constant: false,
      evaluate: (env) => {
        const text = input.evaluate(env);
        if (!isNullish(text) && typeof text !== 'string') throw new MongoError(51104, `${name} needs 'input' to be of type string`);
        const regex = compile(env);
        return typeof text === 'string' && regex ? find(text, regex) : absent;
      },
    };
  };
}

const cache = new Map<string, CompiledRegex>();

function toRegex(name: string, regex: Value, options: Value): CompiledRegex | undefined {
  if (!isNullish(regex) && typeof regex !== 'string' && !(regex instanceof BSONRegExp)) {
    throw new MongoError(51105, `${name} needs 'regex' to be of type string or regex, not ${kindOf(regex)}`);
  }
  if (!isNullish(options) && typeof options !== 'string') throw new MongoError(51106, `${name} needs 'options' to be of type string`);
  if (isNullish(regex)) return undefined;
  const own = regex instanceof BSONRegExp ? regex.options : '';
  if (own !== '' && typeof options === 'string') {
    throw new MongoError(51107, `${name}: found regex options specified in both 'regex' and 'options' fields`);
  }
  const pattern = regex instanceof BSONRegExp ? regex.pattern : regex;
  if (pattern.includes('\u0000')) throw new MongoError(51109, `${name}: regular expression cannot contain an embedded null byte`);
  return cached(name, pattern, own || (typeof options === 'string' ? options : ''));
}

function cached(name: string, pattern: string, options: string): CompiledRegex {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known) {
    known.test.lastIndex = 0;
    return known;
  }
  if (cache.size > 200) cache.clear();
  const regex = compileForSearch(name, pattern, options);
  cache.set(key, regex);
  return regex;
}

function compileForSearch(name: string, pattern: string, options: string) {
  try {
    return compileRegex(pattern, options, true);
  } catch (error) {
    if (error instanceof MongoError && error.code === 51091)
      throw new MongoError(51111, error.message.replace('Regular expression is invalid', `Invalid Regex in ${name}`));
    throw error;
  }
}

function findOne(text: string, regex: CompiledRegex): Value {
  const match = regex.test.exec(text);
  return match ? describe(text, match, regex) : null;
}

/** The search goes on behind each match until the text is at its end, where nothing is looked for any more. */
function findAll(text: string, regex: CompiledRegex): Value {
  const { test } = regex;
  const found: Doc[] = [];
  do {
    const match = test.exec(text);
    if (!match) break;
    found.push(describe(text, match, regex));
    if (match[0] === '') test.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  } while (test.lastIndex < text.length);
  return found;
}

function describe(text: string, match: RegExpExecArray, { captures }: CompiledRegex): Doc {
  return new Map<string, Value>([
    ['match', match[0]],
    ['idx', Array.from(text.slice(0, match.index)).length],
    ['captures', captures.map((name) => match.groups?.[name] ?? null)],
  ]);
}
