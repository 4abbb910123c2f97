import { BSON, type Document } from 'mongodb';
import { expect, test } from 'vitest';
import { parseProjection } from '../../src/projection/parse-projection.ts';
import { compileFilter } from '../../src/query/compile-filter.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';

const project = (document: Document, projection: Document) =>
  BSON.deserialize(parseProjection(BSON.serialize(projection)).apply(BSON.serialize(document)));

const order = { _id: 1, no: 'A', lines: [{ sku: 'x', qty: 2 }, 5, { sku: 'y', qty: 3 }], buyer: { name: 'Lin', city: 'Wuxi' } };

test('an inclusion keeps the named fields, also inside arrays and documents', () => {
  expect(project(order, { 'lines.sku': 1, 'buyer.name': 1 })).toEqual({
    _id: 1,
    lines: [{ sku: 'x' }, { sku: 'y' }],
    buyer: { name: 'Lin' },
  });
});

test('an exclusion leaves out the named fields and keeps the places in arrays', () => {
  expect(project(order, { _id: 0, 'lines.qty': 0, buyer: 0 })).toEqual({ no: 'A', lines: [{ sku: 'x' }, 5, { sku: 'y' }] });
});

test('an array is cut, or shows the element that matches', () => {
  expect(project(order, { lines: { $slice: -1 } }).lines).toEqual([{ sku: 'y', qty: 3 }]);
  expect(project(order, { lines: { $elemMatch: { qty: { $gt: 2 } } } })).toEqual({ _id: 1, lines: [{ sku: 'y', qty: 3 }] });
});

test('a field can be computed', () => {
  expect(project(order, { total: { $sum: '$lines.qty' } })).toEqual({ _id: 1, total: 5 });
});

test('an inclusion says which paths it reads, so that an index may be enough', () => {
  expect(parseProjection(BSON.serialize({ no: 1, 'buyer.city': 1, _id: 0 })).paths).toEqual(['no', 'buyer.city']);
});

test('inclusion and exclusion do not mix', () => {
  expect(() => project(order, { no: 1, buyer: 0 })).toThrow(expect.objectContaining({ code: 31254 }));
});

test('the positional operator keeps the element of the first array on its path', () => {
  const filter = compileFilter(parseFilter(BSON.serialize({ 'lines.sku': 'y' })));
  const lines = [
    { sku: 'x', qty: 2 },
    { sku: 'y', qty: 3 },
    { sku: 'y', qty: 9 },
  ];
  const apply = (projection: Document) =>
    BSON.deserialize(parseProjection(BSON.serialize(projection), { filter }).apply(BSON.serialize({ _id: 1, lines })));
  expect(apply({ 'lines.$': 1 })).toEqual({ _id: 1, lines: [{ sku: 'y', qty: 3 }] });
  expect(apply({ 'lines.sku.$': 1 })).toEqual({ _id: 1, lines: [{ sku: 'y' }] });
});

test('an element that the filter found does not go with one that $elemMatch finds', () => {
  expect(() => project(order, { 'lines.$': 1, buyer: { $elemMatch: { a: 1 } } })).toThrow(expect.objectContaining({ code: 31255 }));
});
