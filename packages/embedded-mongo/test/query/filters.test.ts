import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { compileFilter } from '../../src/query/compile-filter.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';

const parse = (filter: Document) => parseFilter(BSON.serialize(filter));
const matches = (filter: Document, document: Document) => compileFilter(parse(filter)).matches(BSON.serialize(document));

describe('a filter', () => {
  test('finds null where the field is null or absent, but not in an empty array', () => {
    expect(matches({ 'a.b': null }, { a: { b: null } })).toBe(true);
    expect(matches({ 'a.b': null }, { a: 5 })).toBe(true);
    expect(matches({ 'a.b': null }, { a: [] })).toBe(false);
  });

  test('compares numbers of all types, and only with numbers', () => {
    expect(matches({ a: { $gt: 1 } }, { a: BSON.Decimal128.fromString('1.5') })).toBe(true);
    expect(matches({ a: 2 }, { a: BSON.Long.fromNumber(2) })).toBe(true);
    expect(matches({ a: { $gt: 1 } }, { a: '2' })).toBe(false);
  });

  test('looks into arrays of documents, and at a position when the path has a number', () => {
    const document = { items: [{ price: 3 }, { price: 8 }] };
    expect(matches({ 'items.price': { $gt: 5 } }, document)).toBe(true);
    expect(matches({ 'items.0.price': 8 }, document)).toBe(false);
    expect(matches({ items: { $elemMatch: { price: { $gt: 5, $lt: 8 } } } }, document)).toBe(false);
  });

  test('searches text without regard to case, also beyond ASCII', () => {
    expect(matches({ a: { $regex: 'ÄPFEL', $options: 'i' } }, { a: 'Zwei äpfel' })).toBe(true);
    expect(matches({ a: { $regex: 'kelvin', $options: 'i' } }, { a: 'KELVIN scale' })).toBe(true);
    expect(matches({ a: { $regex: '^客户' } }, { a: '客户一' })).toBe(true);
  });

  test('tells which element of an array it found', () => {
    const compiled = compileFilter(parse({ scores: { $gte: 90 } }));
    expect(compiled.position(BSON.serialize({ scores: [10, 95, 99] }))).toBe(1);
  });

  test.each<[Document, number]>([
    [{ a: { $comment: 'x' } }, 2],
    [{ a: { $size: 3e9 } }, 2],
    [{ $alwaysTrue: true }, 9],
    [{ $alwaysTrue: '1' }, 9],
    [{ $sampleRate: null }, 2],
  ])('is refused as MongoDB refuses it: %j', (filter, code) => {
    expect(() => parse(filter)).toThrow(expect.objectContaining({ code }));
  });

  test.each<[Document, number]>([
    [{ enum: [1, new BSON.Double(1)] }, 9],
    [{ enum: 5 }, 14],
    [{ enum: [] }, 9],
    [{ bsonType: 'int', type: 'number' }, 9],
    [{ bsonType: 5, type: 'number' }, 9],
    [{ type: [] }, 9],
    [{ type: 'integer' }, 9],
    [{ bsonType: ['string', 'string'] }, 9],
    [{ uniqueItems: 1 }, 14],
    [{ dependencies: { a: [] } }, 9],
    [{ dependencies: { a: ['b', 'b'] } }, 9],
    [{ required: ['a', 'a'] }, 9],
    [{ title: 5 }, 14],
    [{ title: 5, bogus: 1 }, 9],
    [{ exclusiveMinimum: 5 }, 9],
    [{ minimum: 1, exclusiveMinimum: 5 }, 14],
    [{ minLength: 'x' }, 9],
    [{ maxItems: -1 }, 9],
    [{ minProperties: 1e19 }, 9],
    [{ multipleOf: 0 }, 9],
  ])('is refused for the schema %j', ($jsonSchema, code) => {
    expect(() => parse({ $jsonSchema })).toThrow(expect.objectContaining({ code }));
  });

  test('says that a keyword of JSON schemas is not supported', () => {
    expect(() => parse({ $jsonSchema: { format: 'x' } })).toThrow("$jsonSchema keyword 'format' is not currently supported");
    expect(() => parse({ $jsonSchema: { bogus: 'x' } })).toThrow('Unknown $jsonSchema keyword: bogus');
  });

  test.each<[Document, number | undefined]>([
    [{ $or: [{ 's.x': 7 }, { n: 2 }] }, undefined],
    [{ $or: [{ 's.x': { $gt: 6 } }, { 's.x': { $lt: 0 } }] }, undefined],
    [{ $or: [{ 's.x': 7 }] }, 1],
    [{ $or: [{ 's.x': 7 }, { n: 1, t: { $all: [] } }] }, 1],
    [{ $or: [{ 's.x': 8 }, { 's.x': 7 }, { 's.x': /^a/ }] }, 1],
    [{ $or: [{ 's.x': 7 }, { 's.x': { $eq: /^a/ } }] }, undefined],
    [{ $or: [{ $and: [{ 's.x': { $in: [7] } }, {}] }, { $or: [{ 's.x': 8 }] }] }, 1],
    [{ $or: [{ 's.x': 7 }, { $or: [{ $alwaysFalse: 1 }] }] }, 1],
  ])('tells of %j which element it found only if it comes down to one test', (filter, position) => {
    expect(compileFilter(parse(filter)).position(BSON.serialize({ n: 1, s: [{ x: 5 }, { x: 7 }, { x: 8 }] }))).toBe(position);
  });

  test('says which paths it reads', () => {
    expect(compileFilter(parse({ a: 1, $or: [{ 'b.c': 2 }, { $expr: { $gt: ['$d', '$a'] } }] })).paths).toEqual(['a', 'b.c', 'd']);
  });

  test.each([
    [{ a: { $foo: 1 } }, 2, 'unknown operator: $foo'],
    [{ $foo: 1 }, 2, 'unknown top level operator: $foo'],
    [{ $where: 'true' }, 2, '$where is not supported'],
    [{ a: { $near: [0, 0] } }, 2, '$near is not supported'],
    [{ $or: [] }, 2, '$and/$or/$nor must be a nonempty array'],
    [{ a: { $regex: '(' } }, 51091, 'Regular expression is invalid'],
  ])('%j is refused by name', (filter, code, message) => {
    expect(() => parse(filter)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});
