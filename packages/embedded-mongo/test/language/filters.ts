import { Binary, BSONRegExp, type Document, Long } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { path, scalar, value } from './documents.ts';

/** The operators of one field, right ones and wrong ones. */
export function condition(random: Random, depth: number): Document {
  return random.weighted<Document>([
    [4, () => ({ [random.pick(['$eq', '$gt', '$gte', '$lt', '$lte', '$ne'])]: value(random, 1) })],
    [2, () => ({ [random.pick(['$in', '$nin'])]: random.some(0, 8, () => value(random, 1)) })],
    [1, () => ({ $exists: random.pick([true, false, 1, 0, null]) })],
    [1, () => ({ $type: random.pick([1, 2, 16, 'number', 'string', 'array', 'null', -1, 'bogus', 99, 0, ['int', 'string'], []]) })],
    [1, () => ({ $mod: random.pick<unknown>([[2, 1], [3, 1], [2], [0, 1], ['a', 1], [2, 1, 1], [2.5, 0.5], 5, [-2, -1]]) })],
    [1, () => ({ $size: random.pick([0, 1, 2, -1, 'a', 1.5]) })],
    [1, () => ({ $all: random.pick<unknown>([[], [scalar(random)], [scalar(random), scalar(random)], [{ $elemMatch: { $gt: 1 } }], 5]) })],
    [2, () => regex(random)],
    [1, () => ({ $not: random.pick<unknown>([{ $gt: scalar(random) }, new BSONRegExp('a', ''), {}, 5]) })],
    [2, () => ({ $elemMatch: depth > 0 ? elementCondition(random, depth - 1) : { $gt: scalar(random) } })],
    [1, () => ({ [random.pick(['$bitsAllSet', '$bitsAnySet', '$bitsAllClear', '$bitsAnyClear'])]: bits(random) })],
    [1, () => ({ $gt: scalar(random), $lt: scalar(random) })],
    [1, () => random.pick<Document>([{ $foo: 1 }, { $gt: 1, b: 1 }])],
  ]);
}

/** Not `$all` of one value: mongod's optimizer cannot read what it makes of that. */
function elementCondition(random: Random, depth: number): Document {
  for (;;) {
    const made = random.pick([condition, filter])(random, depth);
    if (!('$all' in made)) return made;
  }
}

function regex(random: Random): Document {
  const $regex = random.pick(['a', '^a', 'b$', '.', '^ab', '[', 'A', '^$', '[[:alpha:]]', 'a|b', '(?i)AB', 'x*+']);
  return random.once(3) ? { $regex, $options: random.pick(['i', 'x', 's', 'z', 'im']) } : { $regex };
}

function bits(random: Random): unknown {
  return random.pick<unknown>([
    random.int(8),
    [0, random.int(4)],
    new Binary(Buffer.from([random.int(8)])),
    -1,
    'a',
    1.5,
    [-1],
    Long.fromNumber(5),
  ]);
}

/** A filter document. */
export function filter(random: Random, depth: number): Document {
  const parts = random.some(1, 2, (): readonly [string, unknown] => {
    if (depth > 0 && random.once(5)) return [random.pick(['$and', '$or', '$nor']), branches(random, depth - 1)];
    if (random.once(4)) return [path(random), value(random, 2)];
    if (random.once(30))
      return random.pick<readonly [string, unknown]>([
        ['$foo', 1],
        ['$comment', 'x'],
        ['$expr', { $gt: ['$a', '$b'] }],
      ]);
    return [path(random), condition(random, depth)];
  });
  return Object.fromEntries(parts);
}

function branches(random: Random, depth: number): unknown {
  return random.once(15) ? random.pick<unknown>([[], 5, [5]]) : random.some(1, 2, () => filter(random, depth));
}
