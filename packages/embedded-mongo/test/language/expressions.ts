import { Decimal128, Double, Long } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { scalar } from './documents.ts';

type Kind = 'number' | 'text' | 'date' | 'array' | 'object' | 'any';
type Maker = (random: Random, depth: number) => unknown;

const leaves: Readonly<Record<Kind, Maker>> = {
  number: (random) =>
    random.pick<unknown>([
      '$n',
      '$m',
      '$n',
      random.int(6) - 2,
      1.5,
      new Double(3),
      Long.fromNumber(7),
      Decimal128.fromString('2.5'),
      fieldPath(random),
    ]),
  text: (random) => random.pick<unknown>(['$s', '$s', 'abc', 'a', 'ÄBc', '', fieldPath(random)]),
  date: (random) => random.pick<unknown>(['$t', '$t', new Date(1e12 + random.int(1e6) * 1e6), fieldPath(random)]),
  array: (random) => random.pick<unknown>(['$l', '$l', ['$n', '$s', '$a'], fieldPath(random)]),
  object: (random) => random.pick<unknown>(['$o', '$o', { x: '$n' }, '$$ROOT', fieldPath(random)]),
  any: (random) =>
    random.pick<unknown>(['$n', '$s', '$l', '$t', '$o', fieldPath(random), null, true, scalar(random), '$missing', '$$REMOVE']),
};

function fieldPath(random: Random): string {
  return `$${random.pick(['a', 'b', 'c', 'n', 's', 'a.b', 'a.a', 'b.c', 'l.a', 'o.a.b'])}`;
}

const zone = (random: Random) => random.pick<unknown>(['UTC', '+03:00', 'America/New_York', 'Asia/Shanghai', '-0530', 'bogus', 5, null]);
const unit = (random: Random) =>
  random.pick<unknown>(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'bogus', null]);

type Make = (kind: Kind) => unknown;

function numbers(random: Random, make: Make): unknown {
  const [a, b] = [make('number'), make('number')];
  return random.pick<() => unknown>([
    () => ({ [random.pick(['$add', '$subtract', '$multiply', '$divide', '$mod'])]: [a, b] }),
    () => ({ $add: [a, make('date'), 1] }),
    () => ({ $subtract: [make('date'), random.once(2) ? a : make('date')] }),
    () => ({ [random.pick(['$abs', '$ceil', '$floor', '$sqrt'])]: a }),
    () => ({ [random.pick(['$round', '$trunc'])]: random.pick<unknown>([a, [a, 1], [a, -1]]) }),
    () => ({ $size: make('array') }),
    () => ({ [random.pick(['$strLenCP', '$strLenBytes'])]: make('text') }),
    () => ({ [random.pick(['$sum', '$avg', '$min', '$max'])]: random.pick<unknown>([make('array'), [a, b, make('any')]]) }),
    () => ({ $cmp: [make('any'), make('any')] }),
    () => ({ [random.pick(['$toInt', '$toLong', '$toDouble'])]: random.pick<unknown>([a, '12', '1.5', 'x', '']) }),
    () => ({
      [random.pick(['$year', '$month', '$hour', '$dayOfYear', '$dayOfWeek', '$week', '$isoWeek', '$isoWeekYear'])]: random.pick<unknown>([
        make('date'),
        { date: make('date'), timezone: zone(random) },
      ]),
    }),
    () => ({ $dateDiff: { startDate: make('date'), endDate: make('date'), unit: unit(random) } }),
    () => ({ $indexOfCP: [make('text'), make('text')] }),
    () => ({ $indexOfArray: [make('array'), make('any')] }),
  ])();
}

function texts(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $concat: [make('text'), make('text')] }),
    () => ({ [random.pick(['$toUpper', '$toLower'])]: make('text') }),
    () => ({ $substrCP: [make('text'), random.int(3), random.int(4)] }),
    () => ({ $type: make('any') }),
    () => ({ [random.pick(['$trim', '$ltrim', '$rtrim'])]: { input: make('text'), chars: random.pick<unknown>(['a', 'ab', 5, null]) } }),
    () => ({
      [random.pick(['$replaceOne', '$replaceAll'])]: { input: make('text'), find: random.pick(['b', 'a']), replacement: make('text') },
    }),
    () => ({
      $dateToString: {
        date: make('date'),
        format: random.pick<unknown>(['%Y-%m-%d', '%H:%M:%S.%L %z', '%G-%V-%u %j', '%q', 5]),
        timezone: zone(random),
      },
    }),
  ])();
}

function dates(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({
      [random.pick(['$dateAdd', '$dateSubtract'])]: {
        startDate: make('date'),
        unit: unit(random),
        amount: random.pick<unknown>([1, -3, 13, 1.5, null]),
      },
    }),
    () => ({ $dateTrunc: { date: make('date'), unit: unit(random), binSize: random.pick([1, 2, 7]) } }),
    () => ({ $toDate: random.pick<unknown>([make('date'), '2020-01-02', '2020-01-02T03:04:05Z', 'x']) }),
    () => ({
      $dateFromParts: {
        year: random.pick([2020, 1999, 0]),
        month: random.pick([1, 12, 14]),
        day: random.pick([1, 31, 0]),
        timezone: zone(random),
      },
    }),
  ])();
}

function arrays(random: Random, make: Make): unknown {
  const array = make('array');
  return random.pick<() => unknown>([
    () => ({ [random.pick(['$concatArrays', '$setUnion', '$setIntersection', '$setDifference'])]: [array, make('array')] }),
    () => ({ $slice: [array, random.int(5) - 2] }),
    () => ({ $reverseArray: array }),
    () => ({ $range: [0, random.int(4), random.pick([1, 2, 0])] }),
    () => ({ $map: { input: array, in: random.pick<unknown>(['$$this', { $add: ['$$this', 1] }, { $type: '$$this' }, '$$this.a']) } }),
    () => ({ $filter: { input: array, as: 'e', cond: random.pick<unknown>([{ $gt: ['$$e', 1] }, '$$e']) } }),
    () => ({ $objectToArray: make('object') }),
    () => ({ $split: [make('text'), random.pick(['b', 'a', ' '])] }),
    () => ({ $sortArray: { input: array, sortBy: random.pick<unknown>([1, -1, { a: 1 }]) } }),
    () => ({ $zip: { inputs: [array, make('array')], useLongestLength: random.once(2) } }),
  ])();
}

/** A branch of `$switch`. */
function branch(test: unknown, result: unknown): unknown {
  return Object.fromEntries([
    ['case', test],
    ['then', result],
  ]);
}

function others(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $cond: [{ [random.pick(['$eq', '$gt', '$lte'])]: [make('any'), make('any')] }, make('any'), make('any')] }),
    () => ({ $ifNull: [make('any'), make('any')] }),
    () => ({ $switch: { branches: [branch(make('any'), make('any'))], default: make('any') } }),
    () => ({ $arrayElemAt: [make('array'), random.pick<unknown>([0, -1, 9, 'x'])] }),
    () => ({ $let: { vars: { q: make('any') }, in: ['$$q', { $type: '$$q' }] } }),
    () => ({ $reduce: { input: make('array'), initialValue: [], in: { $concatArrays: ['$$value', ['$$this']] } } }),
    () => ({ $in: [make('any'), make('array')] }),
    () => ({ $mergeObjects: [make('object'), make('object')] }),
    () => ({ $convert: { input: make('any'), to: random.pick(['int', 'bool', 'string', 'bogus']), onError: 'err', onNull: 'nul' } }),
    () => random.pick<unknown>([{ $bogus: 1 }, '$$undef', '$a..b', { $eq: [1] }, { x: make('any'), y: { z: make('any') } }]),
  ])();
}

const makers: Readonly<Record<Kind, (random: Random, make: Make) => unknown>> = {
  number: numbers,
  text: texts,
  date: dates,
  array: arrays,
  object: (_random, make) => ({ $mergeObjects: [make('object'), { z: make('any') }] }),
  any: others,
};

/** A random expression of at most `depth` levels. */
export function expression(
  random: Random,
  depth = 2,
  kind: Kind = random.pick(['number', 'text', 'date', 'array', 'object', 'any']),
): unknown {
  return makers[kind](random, (inner) =>
    depth > 0 && random.once(4) ? expression(random, depth - 1, inner) : leaves[inner](random, depth),
  );
}
