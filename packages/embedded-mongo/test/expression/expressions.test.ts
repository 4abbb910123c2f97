import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../src/expression/compile-expression.ts';
import { checkConstants, newScope } from '../../src/expression/expr.ts';
import { readDoc } from '../../src/value/read.ts';
import { writeDoc } from '../../src/value/write.ts';

const { Decimal128, Double, Long, Timestamp } = BSON;

/** What an expression answers for a document. */
function evaluate(expression: unknown, document: Document = {}): unknown {
  const scope = newScope(new Map());
  const { evaluate: compute } = compileExpression(readDoc(BSON.serialize({ expression })).get('expression'), scope);
  checkConstants(scope);
  const value = compute({ root: readDoc(BSON.serialize(document)), slots: [] });
  return BSON.deserialize(writeDoc(new Map([['value', value]])), { promoteValues: false }).value;
}

const number = (value: unknown) => Number(String(value));

describe('an expression', () => {
  test('looks at its arguments one after the other: behind a null nothing can fail', () => {
    expect(evaluate({ $concat: ['$none', { $toString: '$list' }] }, { list: [] })).toBeNull();
    expect(evaluate({ $setUnion: ['$none', '$text'] }, { text: 'a' })).toBeNull();
    expect(() => evaluate({ $setUnion: ['$text', '$none'] }, { text: 'a' })).toThrow(expect.objectContaining({ code: 17043 }));
    expect(evaluate({ $dateTrunc: { date: '$none', unit: '$none', timezone: '$zone' } }, { zone: 'nowhere' })).toBeNull();
  });

  test('finds by characters what begins before the end, by bytes what lies before it', () => {
    const found = (operator: string, token: string, end: number) => number(evaluate({ [operator]: ['客户abc', token, 0, end] }));
    expect([found('$indexOfCP', 'abc', 3), found('$indexOfCP', 'abc', 2), found('$indexOfCP', '', 0)]).toEqual([2, -1, -1]);
    expect([found('$indexOfBytes', 'abc', 9), found('$indexOfBytes', 'abc', 8)]).toEqual([6, -1]);
  });

  test.each<[unknown, number]>([
    [{ $getField: { field: { $concat: ['a', ''] }, input: { a: 1 } } }, 5654601],
    [{ $getField: ['a'] }, 5654601],
    [{ $setField: { field: { $concat: ['a', ''] }, input: {}, value: 1 } }, 4161106],
    [{ $dateTrunc: { date: new Date(0) } }, 5439010],
    [{ $dateTrunc: { unit: 'day' } }, 5439009],
    [{ $trunc: [5, Long.MAX_VALUE] }, 51082],
    [{ $round: [5, 101] }, 51083],
    [{ $subtract: [new Date(0), Number.NaN] }, 31109],
    [{ $subtract: [new Date(0), 1e300] }, 31109],
  ])('is refused with the code that MongoDB has for it: %j', (expression, code) => {
    expect(() => evaluate(expression)).toThrow(expect.objectContaining({ code }));
  });

  test('joins texts to less than 16 MB', () => {
    const half = 'x'.repeat(8 * 1024 * 1024);
    const joined = (more: string) => evaluate({ $strLenBytes: { $concat: ['$half', more] } }, { half });
    expect(number(joined(half.slice(1)))).toBe(16 * 1024 * 1024 - 1);
    expect(() => joined(half)).toThrow(expect.objectContaining({ code: 16493 }));
  });

  test('names the fault that MongoDB comes upon first', () => {
    const wrong = { $dateFromString: { dateString: null, format: '%q', timezone: 5 } };
    expect(() => evaluate(wrong)).toThrow(expect.objectContaining({ code: 18536 }));
    expect(() => evaluate({ $regexMatch: { input: '$list', regex: '[' } }, { list: [] })).toThrow(expect.objectContaining({ code: 51111 }));
  });

  test('of constants that cannot be computed is refused, but for branches that are never taken', () => {
    expect(() => evaluate({ $cond: [false, { $toInt: 'x' }, 1] })).toThrow(expect.objectContaining({ code: 241 }));
    const branches = [true, '$a'].map((test) =>
      Object.fromEntries([
        ['case', test],
        ['then', test === true ? 1 : { $toInt: 'x' }],
      ]),
    );
    expect(number(evaluate({ $switch: { branches } }))).toBe(1);
  });

  test('adds doubles without losing what is below their last digit', () => {
    expect(number(evaluate({ $add: ['$a', '$b', '$c', 0] }, { a: 4, b: 1 / 7, c: 2.5 }))).toBe(6.642857142857143);
    expect(String(evaluate({ $add: [{ $add: ['$a', Decimal128.fromString('2.5')] }, 5] }, { a: 1 / 3 }))).toBe(
      '7.833333333333333314829616256247391',
    );
  });

  test('adds a fraction to a date to the nearest millisecond, halves toward zero', () => {
    const moment = new Date(1000);
    expect(evaluate({ $add: ['$t', 1.6] }, { t: moment })).toEqual(new Date(1002));
    expect(evaluate({ $add: ['$t', 1.5] }, { t: moment })).toEqual(new Date(1001));
  });

  test('takes a whole double on the right of $mod for an int', () => {
    expect(evaluate({ $mod: ['$a', '$b'] }, { a: Long.fromNumber(7), b: new Double(4) })).toEqual(Long.fromNumber(3));
    expect(evaluate({ $mod: ['$a', '$b'] }, { a: 7, b: 2.5 })).toEqual(new Double(2));
  });

  test.each([
    [0, '0'],
    [1.23456789, '1.23457'],
    [123456.5, '123456'],
    [1604210400000.5, '1.60421e+12'],
    [0.00001, '1e-05'],
    [-99999.95, '-99999.9'],
  ])('writes the double %d with six digits', (value, text) => {
    expect(evaluate({ $toString: '$a' }, { a: new Double(value) })).toBe(text);
  });

  test('reads a number from hexadecimal text behind a sign, and none that a double cannot hold', () => {
    expect(evaluate({ $toDouble: '-0x1.8p1' })).toEqual(new Double(-3));
    expect(() => evaluate({ $toDouble: '1e400' })).toThrow(expect.objectContaining({ code: 241 }));
  });

  test('counts hours between dates without those by which the clock was put forward', () => {
    const dates = { a: new Date('2021-03-27T12:00:00Z'), b: new Date('2021-03-28T12:00:00Z') };
    const between = (unit: string) =>
      number(evaluate({ $dateDiff: { startDate: '$a', endDate: '$b', unit, timezone: 'Europe/London' } }, dates));
    expect([between('hour'), between('minute'), between('day')]).toEqual([24, 1440, 1]);
  });

  test('takes timestamps apart, and writes them as MongoDB does', () => {
    const document = { at: new Timestamp({ t: 1, i: 10 }) };
    expect(evaluate({ $tsIncrement: '$at' }, document)).toEqual(Long.fromNumber(10));
    expect(evaluate({ $toUpper: '$at' }, document)).toBe('JAN  1 00:00:01:A');
  });

  test.each([
    [null, '2338878944348059895'],
    [2, '848411777775835583'],
    [2.5, '848411777775835583'],
    [Decimal128.fromString('3.5'), '2433984061343616404'],
    [new Double(2 ** 63), '4532067210535695462'],
    [Decimal128.fromString('1E+300'), '921523596458303250'],
    [Number.NaN, '4854801880128277513'],
    ['a', '2780795045148116090'],
    [{ $literal: { a: 1 } }, '-8705610352600103477'],
    [[1, 2], '8312708174902235769'],
  ])('knows %j by the number that hashed indexes give it', (value, key) => {
    expect(evaluate({ $toHashedIndexKey: value })).toEqual(Long.fromString(key));
  });

  test('answers NaN, not null, for the deviation of infinities', () => {
    expect(evaluate({ $stdDevPop: '$list' }, { list: [Number.POSITIVE_INFINITY, 1] })).toEqual(new Double(Number.NaN));
  });
});

describe('a text as a date', () => {
  const read = (text: string, more: Document = {}) => evaluate({ $dateFromString: { dateString: text, onError: 'none', ...more } });

  test.each([
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024/2/9 9:05', '2024-02-09T09:05:00.000Z'],
    ['20240229T101112Z', '2024-02-29T10:11:12.000Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z'],
    ['2024-W09-4', '2024-02-29T00:00:00.000Z'],
    ['2/29/2024', '2024-02-29T00:00:00.000Z'],
    ['29.02.2024 10:11:12 PM', '2024-02-29T22:11:12.000Z'],
    ['Feb. 29, 2024 12:00 am', '2024-02-29T00:00:00.000Z'],
    ['Thu, 29 Feb 2024 10:00:00 GMT', '2024-02-29T10:00:00.000Z'],
    ['2024-02-29T10:00:00.1239+8', '2024-02-29T02:00:00.123Z'],
  ])('%s is %s', (text, date) => {
    expect(read(text)).toEqual(new Date(date));
  });

  test.each(['2023-02-29', '2023-02-30', '2023-04-31T10:00:00Z', '2/30/2023', '13/01/2023', 'Feb 30 2023', '2023-01-05T24:00:00Z'])(
    '%s is none: the calendar and the clock have no such time',
    (text) => {
      expect(read(text)).toBe('none');
      expect(() => evaluate({ $toDate: text })).toThrow(expect.objectContaining({ code: 241 }));
    },
  );

  test.each([
    ['29/02/2024', '%d/%m/%Y', '2024-02-29T00:00:00.000Z'],
    ['2024年2月9日', '%Y年%m月%d日', '2024-02-09T00:00:00.000Z'],
    ['2024-02-09 5', '%Y-%m-%d %L', '2024-02-09T00:00:00.500Z'],
    ['31/02/2023', '%d/%m/%Y', 'none'],
    ['2023-02-01 25:00', '%Y-%m-%d %H:%M', 'none'],
    ['2023-54-1', '%G-%V-%u', 'none'],
    ['2023-02-01 1', '%Y-%m-%d %u', 'none'],
  ])('%s by %s', (text, format, date) => {
    expect(read(text, { format })).toEqual(date === 'none' ? date : new Date(date));
  });

  test('a format is read once from left to right, however many parts it has', () => {
    expect(read(`${'1'.repeat(200)}x`, { format: '%m'.repeat(100) })).toBe('none');
    expect(read('20240229', { format: '%Y%m%d' })).toEqual(new Date('2024-02-29'));
  });

  test('formats that MongoDB 6.0 does not have are refused', () => {
    for (const format of ['%j', '%b', '%B']) expect(() => read('x', { format })).toThrow(expect.objectContaining({ code: 18536 }));
    expect(() => evaluate({ $dateToString: { date: new Date(0), format: '%b' } })).toThrow(expect.objectContaining({ code: 18536 }));
    const far = { date: new Date('+010000-01-01'), format: '%Y' };
    expect(() => evaluate({ $dateToString: far })).toThrow(expect.objectContaining({ code: 18537 }));
  });
});

test('a double beyond the last whole number of 32 bits is none, whatever its fraction', () => {
  for (const value of [2147483647.9, -2147483648.9]) {
    expect(() => evaluate({ $toInt: value })).toThrow(expect.objectContaining({ code: 241 }));
  }
  expect(number(evaluate({ $toInt: 2147483646.9 }))).toBe(2147483646);
});

test('$regexFindAll looks for nothing at the end of the text', () => {
  const found = (input: string, regex: string) =>
    (evaluate({ $regexFindAll: { input, regex } }) as Document[]).map(({ match, idx }) => [match, number(idx)]);
  expect(found('ab', '')).toEqual([
    ['', 0],
    ['', 1],
  ]);
  expect(found('', '')).toEqual([['', 0]]);
  expect(found('😀b', 'b*')).toEqual([
    ['', 0],
    ['b', 1],
  ]);
});
