import { Decimal128 } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareValues, equalityKey } from '../../src/value/compare.ts';
import { fromDecimal128, toDecimal128 } from '../../src/value/decimal.ts';
import { readDoc } from '../../src/value/read.ts';
import type { Value } from '../../src/value/value.ts';
import { writeDoc } from '../../src/value/write.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
  .map(([coefficient, exponent]) => Decimal128.fromString(`${coefficient}E${exponent}`));

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -50, max: 50 }).map((number) => number / 4),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -50n, max: 50n }),
  fc.integer({ min: -200, max: 200 }).map((number) => Decimal128.fromString(`${number}E-2`)),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.boolean(),
  fc.constant(null),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.array(scalar, { maxLength: 3 }).map((list) => new Map(list.map((item, i) => [`${i}`, item]))),
);

test('a decimal keeps its bits when it is read and written', () => {
  fc.assert(
    fc.property(decimal, (one) => {
      expect(toDecimal128(fromDecimal128(one)).toString()).toBe(one.toString());
    }),
  );
});

test('two values have the same key exactly when they compare equal', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(equalityKey(a) === equalityKey(b)).toBe(compareValues(a, b) === 0);
    }),
  );
});

test('the order of values is the same from both sides', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0);
    }),
  );
});

test('a document is the same after it was written and read', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.string({ unit: 'grapheme', maxLength: 4 }).filter((name) => !name.includes('\u0000')),
          value,
        ),
      ),
      (fields) => {
        const doc = new Map(fields);
        expect(compareValues(readDoc(writeDoc(doc)), doc)).toBe(0);
      },
    ),
  );
});
