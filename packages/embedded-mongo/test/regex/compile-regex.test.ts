import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../src/regex/compile-regex.ts';

/** All that a pattern takes from a text, one after the other. */
const matches = (pattern: string, text: string, options = '') =>
  Array.from(text.matchAll(compileRegex(pattern, options, true).test), ([match]) => match);

describe('a pattern of PCRE', () => {
  test.each([
    // lines end with a line feed only
    ['a.b', '', 'a\rb', ['a\rb']],
    ['a.b', '', 'a\u2028b', ['a\u2028b']],
    ['a.b', '', 'a\nb', []],
    ['a.b', 's', 'a\nb', ['a\nb']],
    ['.', 's', '😀ß', ['😀', 'ß']],
    ['^.', 'm', 'a\rb\nc\n', ['a', 'c']],
    ['^', 'm', 'a\n', ['']],
    ['.$', 'm', 'a\r\nb', ['\r', 'b']],
    ['b$', '', 'b\n', ['b']],
    ['b\\z', '', 'b\n', []],
    ['\\Ab\\Z', '', 'b\n', ['b']],
    ['\\R', '', 'a\r\nb\n', ['\r\n', '\n']],
    ['\\R\\n', '', '\r\n', []],
    // named classes are those of ASCII, Unicode's under (*UCP)
    ['a\\sb', '', 'a\u00a0b', []],
    ['[\\s]', '', '\u2028\v', ['\v']],
    ['[\\S]+', '', 'a\u00a0 b', ['a\u00a0', 'b']],
    ['\\h', '', '\u3000', ['\u3000']],
    ['\\w+', '', 'aé中1', ['a', '1']],
    ['\\w+', 'i', 'k\u212a', ['k']],
    ['[a-z]+', 'i', 'k\u212a', ['k\u212a']],
    ['SK', 'i', 'ſ\u212a', ['ſ\u212a']],
    ['σ+', 'i', 'Σσς', ['Σσς']],
    ['(äb)\\1', 'i', 'ÄbäB', ['ÄbäB']],
    ['[^\\x00-\\x7f]', 'i', 'ké\u212a', ['é']],
    ['(*UCP)\\w+', '', 'é中 1', ['é中', '1']],
    ['(*UCP)\\bb', '', 'éb b', ['b']],
    ['[[:alpha:]]+', '', 'aé1', ['a']],
    ['[[:^alpha:]]+', '', 'aé1', ['é1']],
    ['[[:upper:]]+', 'i', 'aB', ['aB']],
    // properties
    ['\\p{Han}+', '', 'a中文', ['中文']],
    ['[\\p{L}_]+', '', 'é_1', ['é_']],
    ['\\pL', '', '1é', ['é']],
    ['\\p{^L}', '', 'a1', ['1']],
    ['\\P{L}', '', 'a1', ['1']],
    ['\\p{L&}', '', '中a', ['a']],
    ['\\p{Lu}', 'i', 'aA', ['A']],
    ['[^\\p{Xan}]', '', 'a1-', ['-']],
    // characters by number
    ['\\101\\x42\\x{43}\\o{104}', '', 'ABCD', ['ABCD']],
    ['\\x{4e2d}', '', '中', ['中']],
    ['(a)\\18', '', 'a\u00018', ['a\u00018']],
    ['(a)\\1', '', 'aa', ['aa']],
    ['\\ca', '', '\u0001', ['\u0001']],
    ['[\\b]', '', '\b', ['\b']],
    // classes
    ['[\\w-.]+', '', 'a-.b', ['a-.b']],
    ['[\\d-x]+', '', '1-x', ['1-x']],
    ['[]a]+', '', 'a]', ['a]']],
    ['[^]a]', '', 'a]b', ['b']],
    ['[a&&b(|)/-]+', '', 'a&(|)/-', ['a&(|)/-']],
    ['[\\Qa-z\\E]+', '', 'a-m', ['a-']],
    ['[.[:digit:]]+', '', '.1', ['.1']],
    ['[^\\P{Xan}]+', '', 'a1-', ['a1']],
    ['(*UCP)[^\\W]+', '', 'é1-', ['é1']],
    ['(*UCP)[\\W1]+', '', 'é1-', ['1-']],
    ['[[:^digit:]1]+', '', 'a12', ['a1']],
    // classes of what is not meant, in groups that are repeated
    ['^(?:[^.]+\\.){2}', '', '192.168.0.1', ['192.168.']],
    ['(?:\\S+ ){2}', '', 'a b c', ['a b ']],
    ['(?:[^b]a){2}', '', 'xaxa', ['xaxa']],
    ['(?:.a)+$', '', 'xaxa', ['xaxa']],
    ['(?:[^=]+=[^;]+;){1,2}$', '', 'a=1;b=2;', ['a=1;b=2;']],
    ['(?!😀)', '', '😀a', ['', '']],
    ['\\B', '', '😀', ['', '']],
    // groups
    ['(?>a|ab)b', '', 'abb', ['ab']],
    ['a++ab', '', 'aaab', []],
    ['(?<n>a)(?P<m>b)\\k<n>(?P=m)', '', 'abab', ['abab']],
    ["(?'n'a)\\g{n}\\g1\\g{-1}", '', 'aaaa', ['aaaa']],
    ['(?#nothing)a(?#too)+', '', 'aa', ['aa']],
    ['(?<=ab|c)d', '', 'abd cd d', ['d', 'd']],
    ['(?=a)*b', '', 'b', ['b']],
    ['(?U)a+', '', 'aa', ['a', 'a']],
    // options from a place on
    ['a(?i)b|c', '', 'aBC', ['aB', 'C']],
    ['(?i:a)b', '', 'AbaB', ['Ab']],
    ['(?-i:a)b', 'i', 'aBAb', ['aB']],
    ['(?:a(?i)b)c', '', 'aBcaBC', ['aBc']],
    ['a(?i)[K-S]', '', 'aſ', ['aſ']],
    ['(?x) a b # c\n +', '', 'abb', ['abb']],
    ['(?s-i:.)A', 'i', '\na', ['\na']],
    // what is not special
    ['a{,2}', '', 'a{,2}', ['a{,2}']],
    ['a{x}', '', 'a{x}', ['a{x}']],
    ['\\Q.*\\E+', '', '.**', ['.**']],
    ['\\y]}', '', 'y]}', ['y]}']],
  ])('%s with "%s" finds its matches', (pattern, options, text, found) => {
    expect(matches(pattern, text, options)).toEqual(found);
  });

  test.each([
    ['[', 'missing terminating ]'],
    ['(a', 'missing )'],
    ['a)', 'unmatched parentheses'],
    ['a**', 'nothing to repeat'],
    ['^*', 'nothing to repeat'],
    ['a{3,1}', 'out of order'],
    ['a{70000}', 'too big'],
    ['[z-a]', 'out of order'],
    ['[a-\\d]', 'invalid range'],
    ['[:alpha:]', 'only within a class'],
    ['[[:nope:]]', 'unknown POSIX'],
    ['[[.a.]]', 'collating'],
    ['\\p{Nope}', 'unknown property'],
    ['\\p{', 'malformed'],
    ['\\u0041', 'does not support'],
    ['\\x{zz}', 'non-hex'],
    ['(?<=a+)b', 'not fixed length'],
    ['(?<=x(?:a|bb))c', 'not fixed length'],
    ['(?<n>a)(?<n>b)', 'same name'],
    ['(?P=n)', 'non-existent'],
    ['a\\', 'at end of pattern'],
    ['(?(1)a)', 'not supported'],
    ['(?R)', 'not supported'],
    ['(?|a)', 'not supported'],
    ['(*ANYCRLF)a', 'not supported'],
    ['\\Ka', 'not supported'],
    ['\\X', 'not supported'],
    ['a'.repeat(32_765), 'too large'],
    ['(?>a)'.repeat(6000), 'too large'],
    [`${'('.repeat(251)}${')'.repeat(251)}`, 'too deeply nested'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(() => compileRegex(pattern, '')).toThrow(expect.objectContaining({ code: 51091, message: expect.stringContaining(why) }));
  });

  test('groups that it did not write are not among its captures', () => {
    const { test: regex, captures } = compileRegex('(a)++(?>b|(c))(d)', '');
    const groups = regex.exec('aacd')?.groups;
    expect(captures.map((name) => groups?.[name])).toEqual(['a', 'c', 'd']);
  });
});

describe('what an index makes of a pattern', () => {
  test.each([
    ['^abc', '', { prefix: 'abc', prefixOnly: true }],
    ['^abc+', '', { prefix: 'abc' }],
    ['^abc?', '', { prefix: 'ab' }],
    ['^abc(?#c)*', '', { prefix: 'ab' }],
    ['^abc\\E*', '', { prefix: 'ab' }],
    ['^a|b', '', {}],
    ['^a', 'm', {}],
    ['(?i)^a', '', {}],
    ['abc', '', { literal: 'abc' }],
    ['abc', 'i', { foldedLiteral: 'abc' }],
    ['客户1', 'i', { literal: '客户1' }],
    ['äbc', 'i', {}],
  ])('%s with "%s"', (pattern, options, shape) => {
    const { test: _, captures: __, ...rest } = compileRegex(pattern, options);
    expect(rest).toEqual(shape);
  });
});
