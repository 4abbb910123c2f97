import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { parsePipeline } from '../../src/aggregate/parse-pipeline.ts';
import type { AggregateContext, Batches } from '../../src/aggregate/types.ts';

const parse = (stages: readonly Document[]) => parsePipeline(stages.map((stage) => BSON.serialize(stage)));

async function* source(documents: readonly Document[]): Batches {
  yield documents.map((document) => BSON.serialize(document));
}

async function run(
  documents: readonly Document[],
  stages: readonly Document[],
  context: Partial<AggregateContext> = {},
): Promise<Document[]> {
  const results: Document[] = [];
  const surroundings: AggregateContext = { read: () => source([]), ...context };
  for await (const batch of parse(stages).run(source(documents), surroundings)) results.push(...batch.map((raw) => BSON.deserialize(raw)));
  return results;
}

const deals = [
  { _id: 1, stage: 'won', amount: 10, tags: ['a', 'b'] },
  { _id: 2, stage: 'lost', amount: 2.5, tags: [] },
  { _id: 3, stage: 'won', amount: BSON.Long.fromNumber(5), tags: ['b'] },
];

describe('a pipeline', () => {
  test.each(['$set', '$addFields'])('may have an empty %s, which does nothing', async (stage) => {
    expect(await run([{ _id: 1 }], [{ [stage]: {} }])).toEqual([{ _id: 1 }]);
  });

  test('leaves filter, sort, skip and limit at its front to the storage, and says which fields it reads', () => {
    const { lead } = parse([
      { $match: { a: 1 } },
      { $sort: { b: -1 } },
      { $skip: 5 },
      { $limit: 20 },
      { $limit: 10 },
      { $project: { c: '$d.e' } },
    ]);
    expect(lead).toMatchObject({ sort: [{ path: 'b', descending: true }], skip: 5, limit: 10, countOnly: false });
    expect(lead.paths?.toSorted()).toEqual(['_id', 'd.e']);
  });

  test('that only counts asks only for a number', () => {
    expect(parse([{ $match: { a: 1 } }, { $count: 'n' }]).lead).toMatchObject({ countOnly: true, paths: [] });
    expect(parse([{ $group: { _id: null, n: { $sum: 1 } } }]).lead.countOnly).toBe(true);
  });

  test('groups and sums numbers of mixed types', async () => {
    const stages = [{ $group: { _id: '$stage', sum: { $sum: '$amount' }, best: { $max: '$amount' } } }, { $sort: { _id: 1 } }];
    expect(await run(deals, stages)).toEqual([
      { _id: 'lost', sum: 2.5, best: 2.5 },
      { _id: 'won', sum: 15, best: 10 },
    ]);
  });

  test('reads along with a scan when it groups first', async () => {
    const { accumulate } = parse([{ $group: { _id: '$stage', n: { $sum: 1 }, all: { $push: '$_id' } } }, { $match: { _id: 'won' } }]);
    const sink = accumulate?.({ read: () => source([]) });
    for (const deal of deals) sink?.visit(BSON.serialize(deal));
    const results: Document[] = [];
    for await (const batch of sink?.finish() ?? []) results.push(...batch.map((raw) => BSON.deserialize(raw)));
    expect(results).toEqual([{ _id: 'won', n: 2, all: [1, 3] }]);
  });

  test('unwinds arrays, and keeps documents without elements when asked', async () => {
    const stages = [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $project: { tags: 1 } }];
    expect(await run(deals, stages)).toEqual([{ _id: 1, tags: 'a' }, { _id: 1, tags: 'b' }, { _id: 2 }, { _id: 3, tags: 'b' }]);
  });

  test('joins another collection, whole or by an index', async () => {
    const stages = [
      { $lookup: { from: 'stages', localField: 'stage', foreignField: 'key', as: 'is' } },
      { $project: { title: '$is.title' } },
    ];
    const read = () => source([{ _id: 7, key: 'won', title: 'Won' }]);
    expect(await run(deals.slice(0, 2), stages, { read })).toEqual([
      { _id: 1, title: ['Won'] },
      { _id: 2, title: [] },
    ]);
  });

  test('fails with the code of MongoDB when a group holds more than the limit', async () => {
    const large = Array.from({ length: 50 }, (_, _id) => ({ _id, text: 'x'.repeat(1000) }));
    const stages = [{ $group: { _id: null, all: { $push: '$text' } } }];
    await expect(run(large, stages, { memoryLimit: 10_000 })).rejects.toMatchObject({ code: 292 });
  });

  test.each([
    [[{ $foo: 1 }], 40324, "Unrecognized pipeline stage name: '$foo'"],
    [[{ $out: 'x' }], 115, '$out is not supported by embedded-mongo'],
    [[{ $match: {}, $limit: 1 }], 40323, 'exactly one field'],
    [[{ $group: { n: { $sum: 1 } } }], 15955, 'a group specification must include an _id'],
    [[{ $addFields: { a: { $foo: 1 } } }], 168, "Unrecognized expression '$foo'"],
    [[{ $project: { a: { $divide: [1, 0] } } }], 2, "can't $divide by zero"],
    [[{ $match: { $expr: { $function: {} } } }], 2, '$function is not supported'],
  ])('%j is refused by name', (stages, code, message) => {
    expect(() => parse(stages)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  test('passes each document through all stages before it takes the next: the first fault is that of the first document', async () => {
    const documents = [
      { n: 1, m: 'x' },
      { n: 'x', m: 1 },
    ];
    const stages = [{ $set: { a: { $mod: ['$n', 2] } } }, { $set: { b: { $abs: '$m' } } }];
    await expect(run(documents, stages)).rejects.toMatchObject({ code: 28765 });
    expect(await run([...documents.map(({ n }) => ({ n }))], [stages[0] as Document, { $limit: 1 }])).toHaveLength(1);
  });

  test('asks no stage for documents that are skipped, cut off or filtered out behind it', () => {
    const failing = { $set: { 'a.b': { $mod: ['$n', 2] } } };
    expect(parse([failing, { $skip: 3 }]).lead.skip).toBe(3);
    expect(parse([{ $sort: { n: 1 } }, failing, { $limit: 3 }]).lead.limit).toBe(3);
    expect(parse([failing, { $match: { 'a.c': 1 } }]).lead.filter).toMatchObject({ op: 'eq', path: 'a.c' });
    expect(parse([failing, { $match: { a: 1 } }]).lead.filter).toMatchObject({ op: 'constant' });
    expect(parse([failing, { $match: { c: { $elemMatch: { x: 1 } } } }]).lead.filter).toMatchObject({ op: 'constant' });
  });

  test('refuses what is malformed before constants that cannot be computed', () => {
    const constant = { $set: { a: { $toInt: 'x' } } };
    expect(() => parse([constant])).toThrow(expect.objectContaining({ code: 241 }));
    expect(() => parse([constant, { $bogus: 1 }])).toThrow(expect.objectContaining({ code: 40324 }));
  });

  test('sorts also what it only counts, when that may be refused', () => {
    expect(parse([{ $sort: { a: 1, b: 1 } }, { $count: 'n' }]).lead.countOnly).toBe(false);
    expect(parse([{ $sort: { a: 1, _id: 1 } }, { $count: 'n' }]).lead.countOnly).toBe(true);
  });

  test('reads how many values a group keeps from its _id, and computes $first once', async () => {
    const documents = [
      { k: { n: 2 }, v: 1 },
      { k: { n: 2 }, v: 'x' },
      { k: { n: 2 }, v: 'y' },
    ];
    const grouped = await run(documents, [
      { $group: { _id: '$k', few: { $firstN: { n: '$n', input: '$v' } }, one: { $first: { $abs: '$v' } } } },
    ]);
    expect(grouped).toEqual([{ _id: { n: 2 }, few: [1, 'x'], one: 1 }]);
    await expect(run(documents, [{ $group: { _id: null, few: { $firstN: { n: '$k.n', input: '$v' } } } }])).rejects.toMatchObject({
      code: 5787902,
    });
  });

  test.each([
    [{ a: 1, 'a.b': 2 }, 40176],
    [{ a: {} }, 40180],
    [{ a: { b: 1, $add: [1, 2] } }, 40181],
    [{ a: { 'b.c': 1 } }, 40183],
  ])('refuses to add the fields %j', (fields, code) => {
    expect(() => parse([{ $addFields: fields }])).toThrow(expect.objectContaining({ code }));
  });
});
