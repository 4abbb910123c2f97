import { Decimal128, type Document, Long } from 'mongodb';
import type { Random } from './random.ts';
import { anyDocument, anyId, anyValue, plainNumber, scalar } from './values.ts';

/** The `u` of a single update; `more` belongs beside it, `where` to its filter. */
export type AnyUpdate = { readonly u: unknown; readonly more: Document; readonly where: Document };

/** An update of one document: operators (some of which fail), a replacement or a pipeline. */
export function anyUpdate(random: Random): AnyUpdate {
  const made = random.weighted<Partial<AnyUpdate> & Pick<AnyUpdate, 'u'>>([
    [12, () => ({ u: operators(random) })],
    [2, () => ({ u: { r: random.int(5), b: scalar(random), n: random.int(20) } })],
    [1, () => ({ u: { ...anyDocument(random), _id: anyId(random) } })],
    [2, () => ({ u: random.some(1, 2, () => stage(random)) })],
    [2, () => filtered(random)],
    [1, () => ({ u: { [random.pick(['$inc', '$mul'])]: { 's.$[].x': random.pick([1, 2]) } } })],
    [2, () => positional(random)],
  ]);
  return { more: {}, where: {}, ...made };
}

/** By array filters, some of which nothing uses or defines. */
function filtered(random: Random): Pick<AnyUpdate, 'u' | 'more'> {
  const e = random.pick<Document>([
    { 'e.x': { $gte: random.int(5) } },
    { 'e.y': scalar(random) },
    { $or: [{ 'e.x': 1 }, { 'e.y': null }] },
  ]);
  return random.weighted<Pick<AnyUpdate, 'u' | 'more'>>([
    [4, () => ({ u: { $set: { 's.$[e].y': scalar(random) } }, more: { arrayFilters: [e] } })],
    [2, () => ({ u: { $inc: { 's.$[e].x': 1 }, $set: { 't.$[f]': 'w' } }, more: { arrayFilters: [e, { f: random.pick(['x', 1]) }] } })],
    [1, () => ({ u: { $unset: { 's.$[e].y': 1 }, $push: { t: 'z' } }, more: { arrayFilters: [e] } })],
    [1, () => ({ u: { $set: { 's.$[e].y': 1 } }, more: { arrayFilters: random.pick([[], [e, { f: 1 }], [e, e]]) } })],
  ]);
}

/** By the element that the filter found. */
function positional(random: Random): AnyUpdate {
  return random.pick<AnyUpdate>([
    { u: { $set: { 's.$.y': scalar(random) } }, where: { 's.x': random.int(5) }, more: {} },
    { u: { $set: { 's.$': { x: random.int(5) } } }, where: { s: { $elemMatch: { x: { $gte: random.int(5) } } } }, more: {} },
    { u: { $inc: { 's.$.x': 1 }, $set: { b: 1 } }, where: { 's.x': { $gt: random.int(4) } }, more: {} },
    { u: { $set: { 't.$': 'q' } }, where: { t: random.pick(['x', 'y', 1]) }, more: {} },
    { u: { $unset: { 't.$': 1 } }, where: { t: { $in: ['x', 2] } }, more: {} },
    { u: { $set: { 's.$.y': 1 } }, where: {}, more: {} },
  ]);
}

/** An update that cannot fail on any document, whatever the order: for `multi`. */
export function safeUpdate(random: Random): Document {
  return random.pick([
    { $set: { b: scalar(random) } },
    { $inc: { v: plainNumber(random) } },
    { $mul: { v: random.pick([-1, 1]) } },
    { $unset: { a: 1 } },
    { $push: { w: { $each: random.some(0, 2, () => random.int(5)), $slice: -3 } } },
    { $addToSet: { w: random.int(4) } },
    { $pull: { w: { $gt: random.int(4) } } },
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
        random.once(3) ? anyValue(random, 1) : random.int(20),
      ],
    ],
    [1, () => ['$set', 'a', anyValue(random)]],
    [3, () => ['$unset', random.pick(['a', 'b', 'd.e', 't.0', 's.0.y', 'u']), '']],
    [4, () => ['$inc', random.pick(['n', 'n', 'b', 'd.e']), random.pick([1, -2, 2.5])]],
    [1, () => ['$mul', random.pick(['n', 'b']), random.pick<unknown>([2, 0.5, -1, Long.fromNumber(3), Decimal128.fromString('1.0')])]],
    [2, () => ['$min', random.pick(['n', 'b']), scalar(random)]],
    [2, () => ['$max', random.pick(['n', 'a']), scalar(random)]],
    [1, () => ['$rename', random.pick(['a', 'b', 'd.e', 'b2']), random.pick(['a2', 'd.g', 'b'])]],
    [2, () => ['$push', 't', push(random, () => random.int(9), [1, -1])]],
    // Documents only: with other elements beside them mongod sorts by what a projection leaves of the array.
    [2, () => ['$push', 's', push(random, () => ({ x: random.int(5), y: scalar(random) }), [1, -1, { x: 1 }, { y: -1, x: 1 }])]],
    [2, () => ['$addToSet', 't', random.once(2) ? word() : { $each: random.some(0, 3, word) }]],
    [2, () => ['$pull', 't', random.once(2) ? word() : { $in: random.some(0, 2, word) }]],
    [1, () => ['$pull', 's', { x: { $lt: random.int(5) } }]],
    [1, () => ['$pullAll', 't', random.some(0, 2, word)]],
    [1, () => ['$pop', random.pick(['t', 's']), random.pick([1, -1])]],
    [
      1,
      () => [
        '$bit',
        random.pick(['n', 'v']),
        { [random.pick(['and', 'or', 'xor'])]: random.pick<unknown>([random.int(16), Long.fromNumber(5)]) },
      ],
    ],
    [2, () => [random.pick(['$inc', '$min', '$max']), 'v', plainNumber(random)]],
    [1, () => ['$setOnInsert', 'born', random.int(5)]],
  ]);
}

function push(random: Random, element: () => unknown, orders: readonly unknown[]): unknown {
  if (random.once(3)) return element();
  const each: Document = { $each: random.some(1, 3, element) };
  if (random.once(2)) each.$slice = random.int(7) - 3;
  if (random.once(3)) each.$sort = random.pick(orders);
  if (random.once(3)) each.$position = random.int(4) - 1;
  return each;
}

function stage(random: Random): Document {
  return random.pick([
    { $set: { p: { $add: [{ $ifNull: ['$n', 0] }, random.int(5)] } } },
    { $set: { b: { $cond: [{ $gt: ['$n', 5] }, 'big', 'small'] } } },
    { $unset: 'a' },
    { $set: { t: { $concatArrays: [{ $cond: [{ $isArray: '$t' }, '$t', []] }, [random.int(3)]] } } },
    { $replaceWith: { $mergeObjects: ['$$ROOT', { p: random.int(5) }] } },
    { $set: { d: { $ifNull: ['$d', { e: '$n' }] }, 'q.r': '$b' } },
    { $project: { a: 0, 's.y': 0 } },
    { $set: { s: { $filter: { input: { $cond: [{ $isArray: '$s' }, '$s', []] }, cond: { $lt: ['$$this.x', 3] } } } } },
    { $set: { _id: random.int(3) } },
    { $set: { b: '$$extra' } },
  ]);
}
