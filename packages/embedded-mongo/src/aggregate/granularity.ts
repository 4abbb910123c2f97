import { Double } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { toDouble } from '../value/read.ts';
import { isInt32 } from '../value/types.ts';
import type { Value } from '../value/value.ts';

/** Rounds boundaries to preferred numbers: to the next one above (strictly), to the next one below. */
export type Rounder = { readonly up: (value: Value) => Value; readonly down: (value: Value) => Value };

/** Preferred numbers between 1 and 10 (source: ISO 3, IEC 60063). */
const series = new Map<string, readonly number[]>([
  ['R5', [10, 16, 25, 40, 63]],
  ['R10', [100, 125, 160, 200, 250, 315, 400, 500, 630, 800]],
  ['R20', [100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900]],
  [
    'R40',
    [
      100, 106, 112, 118, 125, 132, 140, 150, 160, 170, 180, 190, 200, 212, 224, 236, 250, 265, 280, 300, 315, 335, 355, 375, 400, 425, 450,
      475, 500, 530, 560, 600, 630, 670, 710, 750, 800, 850, 900, 950,
    ],
  ],
  [
    'R80',
    [
      103, 109, 115, 122, 128, 136, 145, 155, 165, 175, 185, 195, 206, 218, 230, 243, 258, 272, 290, 307, 325, 345, 365, 387, 412, 437, 462,
      487, 515, 545, 575, 615, 650, 690, 730, 775, 825, 875, 925, 975,
    ],
  ],
  ['1-2-5', [10, 20, 50]],
  ['E6', [10, 15, 22, 33, 47, 68]],
  ['E12', [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82]],
  ['E24', [10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91]],
]);

/** The rounder of a granularity's name. Throws 40257 for an unknown one. */
export function granularityOf(name: string): Rounder {
  if (name === 'POWERSOF2') return { up: (value) => wholePower(value, powerUp), down: (value) => wholePower(value, powerDown) };
  const numbers = series.get(name);
  if (!numbers) throw new MongoError(40257, `Unknown rounding granularity '${name}'`);
  return {
    up: (value) => rounded(value, (number) => seriesUp(number, numbers)),
    down: (value) => rounded(value, (number) => seriesDown(number, numbers)),
  };
}

function rounded(value: Value, round: (value: number) => number): Value {
  if (!isNumeric(value)) return value;
  const number = toNumber(value);
  if (number === 0) return value;
  return toDouble(round(number));
}

/** A power of two from 1 on is an int. */
function wholePower(value: Value, round: (value: number) => number): Value {
  const result = rounded(value, round);
  return result instanceof Double && result.value > 0 && isInt32(result.value) ? result.value : result;
}

const powerUp = (value: number) => 2 ** (Math.floor(Math.log2(value)) + 1);
const powerDown = (value: number) => 2 ** (Math.ceil(Math.log2(value)) - 1);

/** The numbers of the series around a value. */
function scaled(value: number, numbers: readonly number[]): number[] {
  let multiplier = 1;
  const [first, last] = [numbers[0] as number, numbers.at(-1) as number];
  while (value >= last * multiplier) multiplier *= 10;
  while (value <= first * multiplier) multiplier /= 10;
  return [multiplier / 10, multiplier, multiplier * 10].flatMap((factor) => numbers.map((number) => number * factor));
}

function seriesUp(value: number, numbers: readonly number[]): number {
  return scaled(value, numbers).find((candidate) => candidate > value) ?? value;
}

function seriesDown(value: number, numbers: readonly number[]): number {
  return scaled(value, numbers).findLast((candidate) => candidate < value) ?? value;
}
