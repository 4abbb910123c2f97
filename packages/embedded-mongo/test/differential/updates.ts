import type { Document } from 'mongodb';
import type { Random } from './random.ts';
import { anyValue, scalar } from './values.ts';

/** The `u` of a single update: operators (some of which fail), a replacement or a pipeline; `more` belongs beside it. */
export function anyUpdate(random: Random): { u: unknown; more: Document } {
  return random.weighted<{ u: unknown; more: Document }>([
    [12, () => ({ u: operators(random), more: {} })],
    [2, () => ({ u: { r: random.int(5), b: scalar(random), n: random.int(20) }, more: {} })],
    [2, () => ({ u: random.some(1, 2, () => stage(random)), more: {} })],
    [2, () => ({ u: { $set: { 's.$[e].y': scalar(random) } }, more: { arrayFilters: [{ 'e.x': { $gte: random.int(5) } }] } })],
    [1, () => ({ u: { $inc: { 's.$[].x': 1 } }, more: {} })],
  ]);
}

/** An update that cannot fail on any document, whatever the order: for `multi`. */
export function safeUpdate(random: Random): Document {
  return random.pick([
    { $set: { b: scalar(random) } },
    { $inc: { n: random.int(5) } },
    { $unset: { a: 1 } },
    { $set: { m: random.int(3), 'z.q': random.int(3) } },
    { $max: { n: random.int(20) } },
    { $min: { b: random.int(5) } },
    { $rename: { b: 'b2' } },
  ]);
}

function operators(random: Random): Document {
  const update: Document = {};
  for (const [operator, path, value] of random.some(1, 3, () => operation(random)))
    update[operator] = { ...(update[operator] as Document), [path]: value };
  return update;
}

function operation(random: Random): readonly [string, string, unknown] {
  const word = () => random.pick(['x', 'y', 'z', 'w', 1, 2]);
  return random.weighted<readonly [string, string, unknown]>([
    [
      6,
      () => [
        '$set',
        random.pick(['a', 'b', 'n', 'd.e', 'd.e.f', 't.1', 's.0.x', 'q.r.s', 'u']),
        random.once(3) ? anyValue(random) : random.int(20),
      ],
    ],
    [3, () => ['$unset', random.pick(['a', 'b', 'd.e', 't.0', 's.0.y', 'u']), '']],
    [4, () => ['$inc', random.pick(['n', 'n', 'b', 'd.e']), random.pick([1, -2, 2.5])]],
    [1, () => ['$mul', random.pick(['n', 'b']), random.pick([2, 0.5])]],
    [2, () => ['$min', random.pick(['n', 'b']), scalar(random)]],
    [2, () => ['$max', random.pick(['n', 'a']), scalar(random)]],
    [1, () => ['$rename', random.pick(['a', 'b']), random.pick(['a2', 'd.g'])]],
    [3, () => ['$push', random.pick(['t', 's']), push(random)]],
    [2, () => ['$addToSet', 't', random.once(2) ? word() : { $each: random.some(0, 3, word) }]],
    [2, () => ['$pull', 't', random.once(2) ? word() : { $in: random.some(0, 2, word) }]],
    [1, () => ['$pull', 's', { x: { $lt: random.int(5) } }]],
    [1, () => ['$pullAll', 't', random.some(0, 2, word)]],
    [1, () => ['$pop', random.pick(['t', 's']), random.pick([1, -1])]],
    [1, () => ['$bit', 'n', { [random.pick(['and', 'or', 'xor'])]: random.int(16) }]],
    [1, () => ['$setOnInsert', 'born', random.int(5)]],
  ]);
}

function push(random: Random): unknown {
  if (random.once(3)) return random.int(9);
  const each: Document = { $each: random.some(0, 3, () => random.int(9)) };
  if (random.once(2)) each.$slice = random.int(7) - 3;
  if (random.once(3)) each.$sort = random.pick([1, -1]);
  if (random.once(3)) each.$position = random.int(4) - 1;
  return each;
}

function stage(random: Random): Document {
  return random.pick([
    { $set: { p: { $add: [{ $ifNull: ['$n', 0] }, random.int(5)] } } },
    { $set: { b: { $cond: [{ $gt: ['$n', 5] }, 'big', 'small'] } } },
    { $unset: 'a' },
    { $set: { t: { $concatArrays: [{ $cond: [{ $isArray: '$t' }, '$t', []] }, [random.int(3)]] } } },
    { $replaceWith: { $mergeObjects: ['$$ROOT', { w: random.int(5) }] } },
  ]);
}
