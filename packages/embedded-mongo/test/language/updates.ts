import { Decimal128, type Document, Double, Long } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { document, path, scalar, value } from './documents.ts';
import { condition } from './filters.ts';

/** An update with the filter that finds the document, the array filters and whether it may insert. */
export type UpdateCase = {
  readonly filter: Document;
  readonly update: Document;
  readonly arrayFilters: readonly Document[] | undefined;
  readonly upsert: boolean;
};

const arrays = (random: Random) => random.some(0, 3, () => value(random, 1));

function number(random: Random): unknown {
  return random.pick<unknown>([
    1,
    3,
    -4,
    1.5,
    new Double(2),
    Long.fromNumber(3),
    Decimal128.fromString('1.25'),
    2147483647,
    Long.MAX_VALUE,
    'x',
    null,
  ]);
}

const modifiers: readonly (readonly [string, (random: Random) => unknown])[] = [
  ['$set', (random) => value(random, 2)],
  ['$unset', () => ''],
  ['$inc', number],
  ['$mul', number],
  ['$min', (random) => value(random, 1)],
  ['$max', (random) => value(random, 1)],
  ['$rename', (random) => random.pick<unknown>([updatePath(random), 'd', 5])],
  ['$setOnInsert', (random) => value(random, 1)],
  ['$currentDate', (random) => random.pick<unknown>([{ $type: 'foo' }, 5, {}])],
  ['$bit', (random) => random.pick<unknown>([{ and: 5 }, { or: Long.fromNumber(6) }, { xor: 3 }, { foo: 1 }, { and: 1.5 }, {}, 5])],
  ['$push', push],
  ['$addToSet', (random) => random.pick<unknown>([value(random, 1), { $each: arrays(random) }, { $each: 5 }, { $each: [], b: 1 }])],
  ['$pop', (random) => random.pick<unknown>([1, -1, 2, 'a', 1.5])],
  ['$pull', (random) => random.pick<unknown>([scalar(random), condition(random, 0), { a: scalar(random) }, value(random, 1)])],
  ['$pullAll', (random) => random.pick<unknown>([arrays(random), 5])],
];

function push(random: Random): unknown {
  const $each = arrays(random);
  return random.weighted<unknown>([
    [3, () => value(random, 1)],
    [2, () => ({ $each })],
    [1, () => ({ $each, $slice: random.int(5) - 2 })],
    [1, () => ({ $each, $sort: random.pick<unknown>([1, -1, { a: 1 }, { b: -1, a: 1 }, 0, {}]) })],
    [1, () => ({ $each, $position: random.int(5) - 2, $slice: random.pick<unknown>([-1, 2, 'a']) })],
    [1, () => random.pick<unknown>([{ $each: 5 }, { $each: [1], $foo: 1 }])],
  ]);
}

function updatePath(random: Random): string {
  const steps = [random.pick(['a', 'b', 'c', 'd'])];
  while (random.int(10) < 4) steps.push(random.pick(['a', 'b', '0', '1', '3']));
  if (random.once(5)) steps.push(random.pick(['$[]', '$[x]', '$']));
  return steps.join('.');
}

function update(random: Random): Document {
  if (random.once(15)) return document(random, 2);
  const result: Record<string, Document> = {};
  for (const [name, argument] of random.some(1, 3, () => random.pick(modifiers))) {
    result[name] = {
      ...result[name],
      [random.once(40) ? random.pick(['_id', '', 'a..b', '$', '$[]']) : updatePath(random)]: argument(random),
    };
  }
  return random.once(80) ? { ...result, $foo: { a: 1 } } : result;
}

/** One random update of the document with this `_id`, or an upsert. */
export function anyUpdate(random: Random, id: unknown): UpdateCase {
  const change = update(random);
  const upsert = random.once(7);
  const named = JSON.stringify(change).includes('$[x]') && !random.once(10);
  const arrayFilters = named
    ? [random.pick<Document>([{ x: condition(random, 0) }, { 'x.a': condition(random, 0) }, { x: scalar(random) }])]
    : undefined;
  return { update: change, arrayFilters, upsert, filter: upsert ? upsertFilter(random) : findFilter(random, id) };
}

function findFilter(random: Random, _id: unknown): Document {
  return random.pick<Document>([
    { _id },
    { _id },
    { _id, [path(random)]: scalar(random) },
    { _id, a: { $elemMatch: { $exists: true } } },
    { _id, 'a.b': { $gte: 0 } },
  ]);
}

function upsertFilter(random: Random): Document {
  return random.pick<Document>([
    { _id: 77 },
    { a: 'nope', 'b.c': 5, zz: { $gt: 1 } },
    { $and: [{ 'd.e': 5 }, { zz: scalar(random) }], q: { $in: [7] } },
    { zz: { $all: [1] }, _id: 78 },
    { 'd.0': 1, zz: 1 },
    { zz: 1, $or: [{ d: 3 }] },
  ]);
}
