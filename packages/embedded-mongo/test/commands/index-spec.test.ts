import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { readIndexSpec } from '../../src/commands/index-spec.ts';
import { isThere } from '../../src/engine/index-conflicts.ts';

const read = (spec: Document) => readIndexSpec(BSON.serialize({ name: 'i', ...spec }), false);
/** How the second index is taken beside the first: true = it is there already, false = it is new. */
const beside = (first: Document, second: Document) => isThere([read(first)], read(second));

describe('the specification of an index', () => {
  test.each([
    [{ key: { a: 0 } }, 67, 'Values in the index key pattern cannot be 0.'],
    [{ key: { 'a..b': 1 } }, 67, 'Index keys cannot contain an empty field.'],
    [{ key: 5 }, 14, "The field 'key' must be an object, but got int"],
    [{ key: { a: 1 }, name: '' }, 67, 'index name cannot be empty'],
    [{ key: { a: 1 }, name: '*' }, 2, "The index name '*' is not valid."],
    [{ key: { a: 1 }, name: '_id_' }, 2, "The index name '_id_' is reserved for the _id index"],
    [{ key: { a: 1 }, unique: 'x' }, 14, 'The field \'unique has value unique: "x", which is not convertible to bool'],
    [{ key: { a: 1 }, nonsense: 1 }, 197, "The field 'nonsense' is not valid for an index specification."],
    [{ key: { _id: 1 }, unique: true }, 197, "The field 'unique' is not valid for an _id index specification."],
    [{ key: { _id: -1 } }, 2, "The field 'key' for an _id index must be {_id: 1}, but got { _id: -1 }"],
    [{ key: { a: 1 }, expireAfterSeconds: -1 }, 67, "TTL index 'expireAfterSeconds' option cannot be less than 0."],
    [{ key: { a: 1 }, expireAfterSeconds: 'x' }, 67, "must be numeric, but received a type of 'string'."],
    [{ key: { a: 1, b: 1 }, expireAfterSeconds: 5 }, 67, 'compound indexes do not support TTL'],
    [{ key: { a: Number.NaN } }, 67, 'Values in the index key pattern cannot be NaN.'],
    [{ key: { a: 1 }, unique: null }, 14, "The field 'unique has value unique: null"],
    [{ key: { a: 1 }, v: 1.5 }, 2, 'Index version must be representable as a 32-bit integer, but got 1.5'],
    [{ key: { a: 1 }, default_language: 5 }, 14, "The field 'default_language' must be a string, but got int"],
    [{ key: { a: 1 }, weights: { a: 1 } }, 67, "the field 'weights' can only be specified with text indexes"],
    [{ key: { a: 1 }, weights: 5 }, 14, "The field 'weights' must be an object, but got int"],
    [{ key: { a: 1 }, storageEngine: {} }, 67, 'Empty "storageEngine" options are invalid.'],
    [{ key: { a: 1 }, storageEngine: { a: 1 } }, 2, "'storageEngine.a' has to be an embedded document."],
    [{ key: { a: 1 }, sparse: true, partialFilterExpression: { b: 1 } }, 67, 'cannot mix'],
    [{ key: { a: 'text' } }, 67, "Index type 'text' is not supported by embedded-mongo"],
  ])('is refused %j', (spec, code, message) => {
    expect(() => read(spec)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  test.each([
    [{ b: { $ne: 1 } }, 67, 'Expression not supported in partial index: $not\n    b $eq 1\n'],
    [{ b: { $exists: false } }, 67, 'Expression not supported in partial index: $not\n    b exists\n'],
    [{ $or: [{ b: 1 }, { b: /x/i }] }, 67, 'Expression not supported in partial index: b regex /x/i\n'],
    [{ $alwaysTrue: 1 }, 67, 'Expression not supported in partial index: $alwaysTrue: 1'],
    [{ $expr: { $eq: ['$a', 1] } }, 224, '$expr is not allowed in this context'],
  ])('may not leave out documents by %j', (filter, code, message) => {
    expect(() => read({ key: { a: 1 }, partialFilterExpression: filter })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('may leave out documents by comparisons, also within $and and $or', () => {
    const filter = { $or: [{ a: { $in: [1, 2] } }, { $and: [{ b: { $exists: true } }, { c: { $type: 'string' } }] }] };
    expect(read({ key: { a: 1 }, partialFilterExpression: filter }).partial).toBeDefined();
  });
});

describe('an index beside another of the same key', () => {
  test('is there already when it is equal, hidden or not', () => {
    expect(beside({ key: { a: 1 } }, { key: { a: 1 } })).toBe(true);
    expect(beside({ key: { a: 1 } }, { key: { a: 1 }, hidden: true })).toBe(true);
  });

  test('is a new one when it is unique, sparse or partial and has its own name', () => {
    expect(beside({ key: { a: 1 } }, { key: { a: 1 }, unique: true, name: 'u' })).toBe(false);
    expect(beside({ key: { a: 1 } }, { key: { a: 1 }, sparse: true, name: 's' })).toBe(false);
    expect(beside({ key: { a: 1 } }, { key: { a: 1 }, partialFilterExpression: { b: 1 }, name: 'p' })).toBe(false);
  });

  test('may not take its name and differ', () => {
    expect(() => beside({ key: { a: 1 } }, { key: { a: 1 }, unique: true })).toThrow(
      expect.objectContaining({ code: 86, codeName: 'IndexKeySpecsConflict' }),
    );
    expect(() => beside({ key: { a: 1 }, expireAfterSeconds: 5 }, { key: { a: 1 }, expireAfterSeconds: 6 })).toThrow(
      expect.objectContaining({
        code: 85,
        message: expect.stringContaining('Requested index: { v: 2, key: { a: 1 }, name: "i", expireAfterSeconds: 6 }'),
      }),
    );
  });

  test('may not be equal under another name', () => {
    expect(() => beside({ key: { a: 1 } }, { key: { a: 1 }, name: 'other' })).toThrow('Index already exists with a different name: i');
    expect(() => beside({ key: { a: 1 } }, { key: { a: 1 }, name: 'other', expireAfterSeconds: 5 })).toThrow(
      'An equivalent index already exists with a different name and options.',
    );
  });
});
