import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { compileSort, parseSort } from '../../src/query/sort.ts';

/** The ids of `documents` in the order of `sort`. */
function sorted(sort: Document, documents: readonly Document[]): unknown[] {
  const { keyOf, compare } = compileSort(parseSort(BSON.serialize(sort)));
  const rows = documents.map((document) => ({ id: document._id, key: keyOf(BSON.serialize(document)) }));
  return rows.sort((a, b) => compare(a.key, b.key)).map(({ id }) => id);
}

describe('a sort', () => {
  test('counts the smallest element of an array, or the greatest when it descends', () => {
    const documents = [{ _id: 'wide', a: [1, 9] }, { _id: 'middle', a: 5 }, { _id: 'empty', a: [] }, { _id: 'absent' }];
    expect(sorted({ a: 1 }, documents)).toEqual(['empty', 'absent', 'wide', 'middle']);
    expect(sorted({ a: -1 }, documents)).toEqual(['wide', 'middle', 'absent', 'empty']);
  });

  test('by a number in its path goes to that element of the array', () => {
    const documents = [
      { _id: 1, rows: [{ n: 3 }, { n: 0 }] },
      { _id: 2, rows: [{ n: 2 }] },
      { _id: 3, rows: [{ n: 1 }] },
    ];
    expect(sorted({ 'rows.0.n': 1 }, documents)).toEqual([3, 2, 1]);
    expect(sorted({ 'rows.1.n': -1 }, documents)).toEqual([1, 2, 3]);
  });

  test('takes an array that is itself an element whole', () => {
    const documents = [
      { _id: 1, a: [[1, 9]] },
      { _id: 2, a: [[2, 3]] },
    ];
    expect(sorted({ 'a.0': -1 }, documents)).toEqual([2, 1]);
  });

  test('by two fields of the same array keeps together what stands in one element', () => {
    const documents = [
      {
        _id: 'A',
        a: [
          { x: 1, y: 9 },
          { x: 2, y: 0 },
        ],
      },
      { _id: 'B', a: [{ x: 1, y: 5 }] },
    ];
    expect(sorted({ 'a.x': 1, 'a.y': 1 }, documents)).toEqual(['B', 'A']);
  });

  test('by two arrays is refused, and so is a number that might be a field', () => {
    expect(() => sorted({ 'a.0': 1, 'b.0': 1 }, [{ a: [1], b: [2] }])).toThrow('parallel arrays');
    expect(() => sorted({ 'a.0': 1 }, [{ a: [{ 0: 5 }] }])).toThrow('Ambiguous field name found in array');
  });
});
