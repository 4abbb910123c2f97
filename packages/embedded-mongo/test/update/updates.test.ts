import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/query/compile-filter.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { parseUpdate } from '../../src/update/parse-update.ts';
import type { UpdateOptions } from '../../src/update/types.ts';

const now = new Date('2026-01-02T03:04:05Z');
const parse = (update: Document | Document[], options: UpdateOptions = {}) =>
  parseUpdate(
    Array.isArray(update) ? { pipeline: update.map((stage) => BSON.serialize(stage)) } : { document: BSON.serialize(update) },
    options,
  );

function change(document: Document, update: Document | Document[], filter: Document = {}, arrayFilters?: Document[]): Document | null {
  const options = arrayFilters ? { arrayFilters: arrayFilters.map((one) => BSON.serialize(one)) } : {};
  const context = { now, filter: compileFilter(parseFilter(BSON.serialize(filter))) };
  const result = parse(update, options).apply(BSON.serialize(document), context);
  return result && BSON.deserialize(result);
}

describe('an update', () => {
  test('by $currentDate knows $type only', () => {
    expect(() => parse({ $currentDate: { x: { $type: 'date', y: 1 } } })).toThrow(expect.objectContaining({ code: 2 }));
  });

  test('by a pipeline may have a list of array filters that is empty', () => {
    expect(change({ _id: 1 }, [{ $set: { a: 1 } }], {}, [])).toEqual({ _id: 1, a: 1 });
  });

  test('keeps the place of what it changes and puts new fields behind, in the order of their names', () => {
    const result = change({ _id: 1, b: 1, a: 2 }, { $set: { z: 1, c: 2, b: 3 } });
    expect(Object.entries(result ?? {})).toEqual(Object.entries({ _id: 1, b: 3, a: 2, c: 2, z: 1 }));
  });

  test('names an element by its number however it is written, up to as many as may be added', () => {
    expect(change({ _id: 1, list: [5, 3] }, { $set: { 'list.01': 9, 'list.003': 7 } })).toEqual({ _id: 1, list: [5, 9, null, 7] });
    expect(() => change({ _id: 1, list: [] }, { $set: { 'list.2000000': 1 } })).toThrow(expect.objectContaining({ code: 34 }));
    expect(() => change({ _id: 1, list: [] }, { $set: { 'list.99999999999999999999': 1 } })).toThrow(expect.objectContaining({ code: 28 }));
  });

  test('that changes nothing says so, also when it sets the same _id', () => {
    expect(change({ _id: 1, a: 2, b: 3 }, { $set: { _id: 1, a: 2 }, $max: { b: 1 } })).toBeNull();
  });

  test.each<[Document, Document | Document[], boolean]>([
    [{ list: [1, 2] }, { $push: { list: { $each: [], $sort: 1 } } }, true],
    [{ list: [1, 2] }, { $push: { list: { $each: [2], $slice: 2 } } }, true],
    [{ list: [1, 2] }, { $push: { list: { $each: [], $slice: 5 } } }, false],
    [{ list: [] }, { $push: { list: { $each: [], $sort: 1 } } }, false],
    [{ list: [null] }, { $unset: { 'list.0': '' } }, true],
    [{ n: Number.NaN }, { $inc: { n: 1 } }, true],
    [{ n: BSON.Decimal128.fromString('1.0') }, { $mul: { n: BSON.Decimal128.fromString('1.00') } }, false],
    [{ n: new BSON.Double(0) }, { $mul: { n: -1 } }, false],
    [{ n: 1 }, { n: 1 }, true],
    [{ n: 1 }, { _id: 1, n: 1 }, false],
    [{ n: 1 }, [{ $unset: '_id' }], true],
    [{ n: 1 }, [{ $set: { n: 1 } }], false],
  ])('of %j by %j counts as a change as MongoDB counts: %j', (fields, update, counts) => {
    const result = change({ _id: 1, ...fields }, update);
    expect(result !== null).toBe(counts);
  });

  test('adds ints to a long when they no longer fit', () => {
    const result = parse({ $inc: { a: 1 } }).apply(BSON.serialize({ _id: 1, a: 2147483647 }), { now });
    expect(BSON.deserialize(result ?? new Uint8Array(), { promoteValues: false }).a).toEqual(BSON.Long.fromNumber(2147483648));
  });

  test('reaches the element that the filter found, all elements, and those that an array filter names', () => {
    const document = { _id: 1, l: [{ n: 1 }, { n: 5 }] };
    expect(change(document, { $set: { 'l.$.x': 1 } }, { 'l.n': 5 })?.l).toEqual([{ n: 1 }, { n: 5, x: 1 }]);
    expect(change(document, { $inc: { 'l.$[].n': 1 } })?.l).toEqual([{ n: 2 }, { n: 6 }]);
    expect(change(document, { $unset: { 'l.$[e].n': '' } }, {}, [{ 'e.n': { $gt: 3 } }])?.l).toEqual([{ n: 1 }, {}]);
  });

  test('pushes in order and cuts', () => {
    const update = { $push: { l: { $each: [3, 1], $sort: 1, $slice: -2 } } };
    expect(change({ _id: 1, l: [2] }, update)?.l).toEqual([2, 3]);
  });

  test('by a pipeline reads the document as it was', () => {
    expect(change({ _id: 1, a: 2 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }])).toEqual({ _id: 1, b: 3 });
  });

  test('that inserts takes the equalities of the filter and puts _id in front', () => {
    const filter = parseFilter(BSON.serialize({ 'a.b': 1, c: { $gt: 5 }, d: { $in: [4] }, _id: 9 }));
    const inserted = BSON.deserialize(parse({ $setOnInsert: { e: 1 } }).upsert(filter, { now }));
    expect(Object.entries(inserted)).toEqual(Object.entries({ _id: 9, a: { b: 1 }, d: 4, e: 1 }));
  });

  test('that inserts keeps an _id of null, and refuses one that is an array or only described in part', () => {
    const insert = (filter: Document, update: Document | Document[]) =>
      BSON.deserialize(parse(update).upsert(parseFilter(BSON.serialize(filter)), { now }));
    expect(insert({ _id: null }, { a: 1 })).toEqual({ _id: null, a: 1 });
    expect(() => insert({ _id: [1] }, { a: 1 })).toThrow(expect.objectContaining({ code: 54 }));
    expect(() => insert({ '_id.x': 1 }, { a: 1 })).toThrow(expect.objectContaining({ code: 111 }));
  });

  test.each<[Document | Document[], number, string]>([
    [{ $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{ $foo: { a: 1 } }, 9, 'Unknown modifier: $foo'],
    [[{ $foo: { a: 1 } }], 40324, "Unrecognized pipeline stage name: '$foo'"],
    [[{ $match: { a: 1 } }], 72, '$match is not allowed to be used within an update'],
    [[{ $match: {} }, { $foo: 1 }], 40324, "Unrecognized pipeline stage name: '$foo'"],
    [[{ $match: {}, $set: {} }], 40323, 'exactly one field'],
    [[{ $out: 'a' }], 72, '$out is not allowed to be used within an update'],
    [{ $inc: { a: 'x' } }, 14, 'Cannot increment with non-numeric argument: {a: "x"}'],
    [{ $set: { _id: 2 } }, 66, "Performing an update on the path '_id' would modify the immutable field '_id'"],
    [{ $set: { 'n.x': 1 } }, 28, "Cannot create field 'x' in element {n: 1}"],
  ])('%j is refused as MongoDB does', (update, code, message) => {
    expect(() => change({ _id: 1, n: 1 }, update)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});
