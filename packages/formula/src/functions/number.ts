import { FormulaError } from '../formula-error.ts';
import { addExactly, roundHalfUp } from '../round.ts';
import { capitalRmb } from './capital-rmb.ts';
import { type CallContext, defineFunctions, unlessNothing } from './define-function.ts';
import { formatNumber } from './format-number.ts';
import { takeNumber, takeNumbers, takeText } from './take.ts';

/** Numbers: conversion, rounding, totals. */
export const numberFunctions = defineFunctions('number', [
  {
    name: 'number',
    signature: '$number(value)',
    takes: 'snb-',
    zh: '转成数字',
    en: 'The value as a number',
    example: ['$number("12.5")', 12.5],
    run: unlessNothing(([value]) => toNumber(value)),
  },
  {
    name: 'abs',
    signature: '$abs(number)',
    takes: 'n-',
    zh: '绝对值',
    en: 'Without its sign',
    example: ['$abs(-3)', 3],
    run: unlessNothing(([value]) => Math.abs(takeNumber(value))),
  },
  {
    name: 'floor',
    signature: '$floor(number)',
    takes: 'n-',
    zh: '向下取整',
    en: 'Rounded down',
    example: ['$floor(2.9)', 2],
    run: unlessNothing(([value]) => Math.floor(takeNumber(value))),
  },
  {
    name: 'ceil',
    signature: '$ceil(number)',
    takes: 'n-',
    zh: '向上取整',
    en: 'Rounded up',
    example: ['$ceil(2.1)', 3],
    run: unlessNothing(([value]) => Math.ceil(takeNumber(value))),
  },
  {
    name: 'round',
    signature: '$round(number, digits?)',
    takes: 'n- n?',
    zh: '取近似值，恰好一半时取偶数（四舍六入五成双）',
    en: 'Rounded; exactly half goes to the even neighbour',
    example: ['$round(2.5)', 2],
    run: unlessNothing(([value, digits]) => roundHalfEven(takeNumber(value), takeNumber(digits))),
  },
  {
    name: 'roundHalfUp',
    signature: '$roundHalfUp(number, digits?)',
    takes: 'n- n?',
    zh: '四舍五入到几位小数',
    en: 'Rounded; half goes up, as money is rounded',
    example: ['$roundHalfUp(1.005, 2)', 1.01],
    run: unlessNothing(([value, digits]) => roundHalfUp(takeNumber(value), Math.trunc(takeNumber(digits)))),
  },
  {
    name: 'power',
    signature: '$power(base, exponent)',
    takes: 'n- n',
    zh: '乘方',
    en: 'A power',
    example: ['$power(2, 10)', 1024],
    run: unlessNothing(([base, exponent]) => finite(takeNumber(base) ** takeNumber(exponent))),
  },
  {
    name: 'sqrt',
    signature: '$sqrt(number)',
    takes: 'n-',
    zh: '平方根',
    en: 'The square root',
    example: ['$sqrt(16)', 4],
    run: unlessNothing(([value]) => finite(Math.sqrt(takeNumber(value)))),
  },
  {
    name: 'sum',
    signature: '$sum(numbers)',
    takes: 'a<n>',
    zh: '合计，按十进制精确相加',
    en: 'The total, exact in decimal',
    example: ['$sum([0.1, 0.2])', 0.3],
    run: unlessNothing(([values], call) => finite(totalOf(values, call))),
  },
  {
    name: 'average',
    signature: '$average(numbers)',
    takes: 'a<n>',
    zh: '平均值',
    en: 'The mean',
    example: ['$average([1, 2, 6])', 3],
    run: unlessNothing(([values], call) => {
      const count = takeNumbers(values).length;
      return count === 0 ? undefined : finite(totalOf(values, call) / count);
    }),
  },
  {
    name: 'max',
    signature: '$max(numbers)',
    takes: 'a<n>',
    zh: '最大值',
    en: 'The largest',
    example: ['$max([3, 8, 5])', 8],
    run: unlessNothing(([values]) => largest(takeNumbers(values), 1)),
  },
  {
    name: 'min',
    signature: '$min(numbers)',
    takes: 'a<n>',
    zh: '最小值',
    en: 'The smallest',
    example: ['$min([3, 8, 5])', 3],
    run: unlessNothing(([values]) => largest(takeNumbers(values), -1)),
  },
  {
    name: 'formatNumber',
    signature: '$formatNumber(number, picture)',
    takes: 'n- s',
    zh: '按样式写数字，如 "#,##0.00"、"0.0%"',
    en: 'A number in a picture such as "#,##0.00" or "0.0%"',
    example: ['$formatNumber(1234.5, "#,##0.00")', '1,234.50'],
    run: unlessNothing(([value, picture]) => formatNumber(takeNumber(value), takeText(picture))),
  },
  {
    name: 'formatBase',
    signature: '$formatBase(number, base?)',
    takes: 'n- n?',
    zh: '写成某种进制，默认十进制',
    en: 'A whole number in a base, 10 when left out',
    example: ['$formatBase(255, 16)', 'ff'],
    run: unlessNothing(([value, base]) => {
      const radix = roundHalfEven(takeNumber(base, 10), 0);
      if (radix < 2 || radix > 36) throw new FormulaError('ARGUMENTS', 'the base must be from 2 to 36');
      return roundHalfEven(takeNumber(value), 0).toString(radix);
    }),
  },
  {
    name: 'capitalRmb',
    signature: '$capitalRmb(amount)',
    takes: 'n-',
    zh: '人民币大写',
    en: 'An amount in Chinese capital numerals',
    example: ['$capitalRmb(1050.2)', '壹仟零伍拾元贰角'],
    run: unlessNothing(([amount]) => capitalRmb(takeNumber(amount))),
  },
]);

function toNumber(value: unknown): unknown {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = takeText(value);
  const isDecimal = text.length <= 400 && /^-?\d+(\.\d+)?([Ee][-+]?\d+)?$/.test(text);
  const isOtherBase = text.length <= 400 && /^(0[xX][\dA-Fa-f]+|0[oO][0-7]+|0[bB][01]+)$/.test(text);
  if (!isDecimal && !isOtherBase) throw new FormulaError('TYPE', 'the text is not a number');
  return finite(Number(text));
}

/** Exact sums cost more than looking: each number is a step. */
function totalOf(values: unknown, { run }: CallContext): number {
  const numbers = takeNumbers(values);
  run.meter.spend(numbers.length);
  return addExactly(numbers);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new FormulaError('NOT_FINITE', 'the result is not a finite number');
  return value;
}

function largest(numbers: readonly number[], sign: 1 | -1): number | undefined {
  return numbers.reduce<number | undefined>((best, each) => (best === undefined || sign * each > sign * best ? each : best), undefined);
}

/** Half goes to the even neighbour, judged on the decimal value as it is written. */
function roundHalfEven(value: number, digits: number): number {
  const scale = Math.trunc(digits);
  const up = roundHalfUp(value, scale);
  const down = -roundHalfUp(-value, scale);
  const toward = roundHalfUp(value - Math.sign(value) * 10 ** -scale, scale);
  const isHalf = Math.abs(shift(value, scale) % 1) === 0.5;
  if (!isHalf) return up === 0 ? 0 : up;
  const even = [up, down, toward].find((candidate) => Math.round(shift(candidate, scale)) % 2 === 0);
  return even === undefined || even === 0 ? 0 : even;
}

function shift(value: number, scale: number): number {
  const [mantissa = '0', power = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(power) + scale}`);
}
