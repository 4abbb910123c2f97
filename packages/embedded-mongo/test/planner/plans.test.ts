import { Decimal128, Double, Long, MaxKey, MinKey } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSort } from '../../src/query/sort.ts';
import { fields, filter, indexSpec, openShop, type Plain, raw, type Shop, things } from '../engine/engine-fixture.ts';

const scalar = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('a', 'ab', 'b', '', null) },
  fc.constantFrom<unknown>(
    true,
    new Double(2.5),
    Long.fromNumber(3),
    Decimal128.fromString('4'),
    new Double(Number.NaN),
    new MinKey(),
    new MaxKey(),
    /^a/,
    new Date(5),
  ),
);
const small = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  small,
  fc.array(small, { maxLength: 3 }),
  fc.array(fc.oneof(scalar, small, fc.array(scalar, { maxLength: 2 })), { maxLength: 2 }),
);
/** At most one of the fields may be an array, since MongoDB indexes no parallel arrays. */
const document = fc.tuple(fc.constantFrom('a', 'b'), value, scalar, small, scalar).chain(([name, wild, tame, inner, c]) => {
  const whole = {
    [name]: wild,
    [name === 'a' ? 'b' : 'a']: fc.sample(fc.oneof(fc.constant(tame), fc.constant(inner)), { numRuns: 1, seed: 1 })[0],
    c,
  };
  return fc.subarray(Object.keys(whole)).map((keep) => Object.fromEntries(keep.map((key) => [key, whole[key]])));
});

const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y', 'b.x', 'a.0', 'a.1.x');
const comparison = fc.oneof(
  { weight: 4, arbitrary: scalar.filter((v) => !(v instanceof RegExp)).map((v) => ({ $eq: v })) },
  fc
    .tuple(
      fc.constantFrom('$gt', '$gte', '$lt', '$lte'),
      scalar.filter((v) => !(v instanceof RegExp)),
    )
    .map(([op, v]) => ({ [op]: v })),
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 5 })).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(scalar, { maxLength: 3 }).map((list) => ({ $in: list })),
  fc.array(scalar, { maxLength: 2 }).map((list) => ({ $eq: list })),
  fc.constantFrom<Plain>(
    { $exists: true },
    { $exists: false },
    { $ne: 3 },
    { $regex: '^a' },
    { $regex: 'b' },
    { $type: 'number' },
    { $not: { $gt: 2 } },
  ),
  fc.constantFrom<Plain>(
    { $elemMatch: { $gt: 1, $lt: 4 } },
    { $elemMatch: { x: 1, y: { $gt: 0 } } },
    { $elemMatch: { x: { $gte: 2 } } },
    { $elemMatch: { $elemMatch: { $gte: 1 } } },
    { $elemMatch: { $gte: 1, $elemMatch: { $lt: 3 } } },
    { $elemMatch: { $elemMatch: { x: 1 } } },
    { $elemMatch: { $in: [1, 3] } },
    { $size: 2 },
  ),
);
const condition = fc.tuple(path, comparison).map(([p, c]) => ({ [p]: c }));
const where = fc.oneof(
  { weight: 4, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }).map((list) => ({ $and: list })) },
  fc.array(condition, { minLength: 1, maxLength: 3 }).map((list) => ({ $or: list })),
  fc.tuple(condition, fc.array(condition, { minLength: 1, maxLength: 2 })).map(([one, list]) => ({ $and: [one, { $or: list }] })),
  fc.constant<Plain>({}),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const key = fc
  .uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([p]) => p })
  .map((list) => Object.fromEntries(list));
const index = fc.tuple(
  key,
  fc.constantFrom<Plain>(
    {},
    {},
    {},
    { sparse: true },
    { unique: true },
    { unique: true, sparse: true },
    { partial: { c: { $gt: 1 } } },
    { partial: { a: { $exists: true } } },
  ),
);

const toSpec = ([pattern, { sparse, unique, partial }]: [Record<string, 1 | -1>, Plain]) =>
  indexSpec(pattern, {
    ...(sparse ? { sparse: true } : {}),
    ...(unique ? { unique: true } : {}),
    ...(partial ? { partial: { raw: raw(partial as Plain), filter: filter(partial as Plain) } } : {}),
  });

async function fresh(shop: Shop, documents: Plain[], indexes: [Record<string, 1 | -1>, Plain][]): Promise<void> {
  await shop.engine.dropCollection(things);
  const half = Math.floor(documents.length / 2);
  const add = async (list: Plain[]) => {
    const { failures } = await shop.engine.insert(things, list.map(raw), { ordered: false });
    for (const { error } of failures) expect([171, 11000]).toContain(error.code);
  };
  await add(documents.slice(0, half));
  await Promise.all(
    indexes.map((spec) =>
      shop.engine.createIndexes(things, [toSpec(spec)]).catch((error) => expect([85, 86, 171, 11000]).toContain(error.code)),
    ),
  );
  await add(documents.slice(half));
}

const numbered = fc.array(document, { maxLength: 25 }).map((list) => list.map((one, i): Plain => ({ _id: i, ...one })));
const ids = (list: Plain[]) => list.map(({ _id }) => _id as number);
const ascending = (list: number[]) => [...list].sort((a, b) => a - b);

describe('a plan', () => {
  it('finds what a scan of the whole collection finds, with any indexes', async () => {
    const shop = await openShop();
    const run = async (
      documents: Plain[],
      indexes: [Record<string, 1 | -1>, Plain][],
      asked: Plain,
      order: Record<string, 1 | -1>,
      limit: number,
    ) => {
      await fresh(shop, documents, indexes);
      const wanted = await shop.find(asked, { hint: { natural: 1 } });
      expect(ascending(ids(await shop.find(asked)))).toEqual(ids(wanted));
      expect(await shop.engine.count(things, { filter: filter(asked) })).toBe(wanted.length);

      const sort = fields(order);
      const { keyOf, compare } = compileSort(sort);
      const sorted = await shop.find(asked, { sort });
      expect(ascending(ids(sorted))).toEqual(ids(wanted));
      for (const [i, one] of sorted.slice(1).entries()) expect(compare(keyOf(raw(sorted[i]!)), keyOf(raw(one)))).toBeLessThanOrEqual(0);
      const few = await shop.find(asked, { sort, limit });
      expect(few).toHaveLength(Math.min(limit, wanted.length));
      for (const [i, one] of few.entries()) expect(compare(keyOf(raw(sorted[i]!)), keyOf(raw(one)))).toBe(0);
    };
    try {
      await fc.assert(
        fc.asyncProperty(numbered, fc.array(index, { minLength: 1, maxLength: 4 }), where, key, fc.integer({ min: 1, max: 5 }), run),
        { numRuns: Number(process.env.PLAN_RUNS ?? 120) },
      );
    } finally {
      await shop.close();
    }
  });
});
