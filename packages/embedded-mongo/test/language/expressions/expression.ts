import { Decimal128, Double, Long } from 'mongodb';
import type { Random } from '../../differential/random.ts';
import { scalar } from '../documents.ts';
import { arrays } from './arrays.ts';
import { dates } from './dates.ts';
import type { Kind, Maker } from './kinds.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import { others } from './others.ts';
import { texts } from './texts.ts';
import { truths } from './truths.ts';

const leaves: Readonly<Record<Kind, (random: Random) => unknown>> = {
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
  bool: (random) => random.pick<unknown>([true, false, { $gt: ['$n', 1] }, { $eq: ['$a', '$b'] }, fieldPath(random)]),
  any: (random) =>
    random.pick<unknown>(['$n', '$s', '$l', '$t', '$o', fieldPath(random), null, true, scalar(random), '$missing', '$$REMOVE']),
};

function fieldPath(random: Random): string {
  return `$${random.pick(['a', 'b', 'c', 'n', 's', 'a.b', 'a.a', 'b.c', 'l.a', 'o.a.b'])}`;
}

const makers: Readonly<Record<Kind, Maker>> = {
  number: numbers,
  text: texts,
  date: dates,
  array: arrays,
  object: objects,
  bool: truths,
  any: others,
};

/** A random expression of at most `depth` levels. */
export function expression(
  random: Random,
  depth = 2,
  kind: Kind = random.pick(['number', 'text', 'date', 'array', 'object', 'bool', 'any']),
): unknown {
  return makers[kind](random, (inner) => (depth > 0 && random.once(4) ? expression(random, depth - 1, inner) : leaves[inner](random)));
}
