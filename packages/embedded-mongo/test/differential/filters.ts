import type { Document } from 'mongodb';
import type { Random } from './random.ts';
import { anyPath, anyValue, scalar } from './values.ts';

/** A filter of up to a few conditions. */
export function anyFilter(random: Random, depth = 0): Document {
  if (depth < 2 && random.once(7)) return { [random.pick(['$and', '$or', '$nor'])]: random.some(1, 3, () => anyFilter(random, depth + 1)) };
  if (random.once(15)) return {};
  if (random.once(20)) return { $expr: comparison(random) };
  if (random.once(40))
    return { $jsonSchema: { required: [random.pick(['a', 'b', 'n'])], properties: { n: { bsonType: 'int', minimum: random.int(9) } } } };
  const filter: Document = {};
  for (const path of random.some(1, 3, () => anyPath(random))) filter[path] = onPath(random, path);
  return filter;
}

/** What may stand behind this path: no $gte or $lte of null where a sparse index may be, with which mongod misses documents. */
function onPath(random: Random, path: string): unknown {
  for (;;) {
    const made = anyCondition(random);
    if (!['u', 'd.e', 'd.e.f'].includes(path) || !/"\$[gl]te":null/.test(JSON.stringify(made))) return made;
  }
}

/** What may stand behind a path. */
export function anyCondition(random: Random): unknown {
  return random.weighted<unknown>([
    [8, () => anyValue(random)],
    [10, () => range(random)],
    [4, () => ({ $in: random.some(0, 4, () => scalar(random)) })],
    [2, () => ({ $nin: random.some(0, 3, () => scalar(random)) })],
    [2, () => ({ $ne: anyValue(random) })],
    [2, () => ({ $exists: random.once(2) })],
    [2, () => ({ $type: random.pick(['int', 'string', 'array', 'object', 'null', 'number', 'date', 16, ['string', 'bool']]) })],
    [2, () => ({ $size: random.int(4) })],
    [2, () => ({ $all: random.some(0, 3, () => random.pick(['x', 'y', 'z', 1, 2])) })],
    [2, () => ({ $elemMatch: random.once(2) ? { x: range(random) } : range(random) })],
    [2, () => ({ $not: random.once(2) ? range(random) : { $in: random.some(1, 3, () => scalar(random)) } })],
    [3, () => ({ $regex: random.pick(['^a', '^ab', 'b', 'A', 'c$', '^客']), $options: random.pick(['', 'i']) })],
    [1, () => ({ $mod: [random.pick([2, 3]), random.int(3)] })],
    [1, () => ({ [random.pick(['$bitsAllSet', '$bitsAnySet', '$bitsAllClear', '$bitsAnyClear'])]: random.pick([1, 3, 5, [0, 1]]) })],
  ]);
}

/** A sort that ends with `_id`, so that there is only one right order. */
export function anySort(random: Random): Document {
  const sort: Document = {};
  // At most one path that may hold an array: mongod refuses a document with two.
  if (random.once(2)) sort[random.pick(['a', 'b', 't', 's.x', 'd.e'])] = random.pick([1, -1]);
  else if (random.once(8)) Object.assign(sort, { 's.x': random.pick([1, -1]), 's.y': random.pick([1, -1]) });
  for (const path of random.some(0, 2, () => random.pick(['n', 'u', 'v']))) sort[path] = random.pick([1, -1]);
  sort._id = random.pick([1, -1]);
  return sort;
}

function range(random: Random): Document {
  const first = { [random.pick(['$gt', '$gte', '$lt', '$lte', '$eq'])]: random.once(3) ? scalar(random) : random.int(8) };
  return random.once(2) ? first : { ...first, [random.pick(['$lt', '$lte'])]: random.int(10) };
}

function comparison(random: Random): Document {
  return {
    [random.pick(['$eq', '$gt', '$lt', '$gte', '$ne'])]: [random.pick(['$n', '$b', '$d.e']), random.once(2) ? '$n' : random.int(8)],
  };
}
