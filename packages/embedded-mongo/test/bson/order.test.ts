import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, compareValues } from '../../src/bson/compare.ts';
import { KeyWriter } from '../../src/bson/key.ts';
import { elementsOf, type RawValue } from '../../src/bson/walk.ts';

const raw = (value: unknown): RawValue => elementsOf(serialize({ v: value }, { ignoreUndefined: false }), 0)[0]!;
const key = (value: RawValue, descending = false): Uint8Array => {
  const writer = new KeyWriter();
  writer.value(value, descending);
  return writer.finish();
};

const digits = fc.tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -6176, max: 6111 }));
const number = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  digits.map(([c, e]) => Decimal128.fromString(`${c}E${e}`)),
  fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -2, max: 2 })).map(([c, e]) => Decimal128.fromString(`${c}E${e}`)),
  fc.integer({ min: -3, max: 3 }).map((n) => Long.fromBigInt(2n ** 60n + BigInt(n))),
  fc.integer({ min: -3, max: 3 }).map((n) => new Double(2 ** 60 + n * 256)),
  fc.integer({ min: -3, max: 3 }).map((n) => Decimal128.fromString(`${2n ** 60n + BigInt(n)}.5`)),
  fc.integer({ min: -4, max: 4 }).map((n) => new Double(n / 2)),
  fc.constantFrom(
    new Double(-0),
    new Double(Number.NaN),
    Decimal128.fromString('NaN'),
    Decimal128.fromString('-Infinity'),
    Decimal128.fromString('Infinity'),
  ),
);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('', '\0', 'a', 'a\0', 'a\0b', 'ab', '\0\0', '客户'));
const scalar = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 3, arbitrary: text },
  fc.constantFrom<unknown>(null, undefined, true, false, new MinKey(), new MaxKey()),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 4 }).map((b) => new Binary(b)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((b) => new ObjectId(b)),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
  fc.tuple(fc.constantFrom('', 'a', 'ab'), fc.constantFrom('', 'i', 'm')).map(([p, o]) => new BSONRegExp(p, o)),
  text.map((t) => new Code(t)),
  text.map((t) => new Code(t, { x: 1 })),
  text.map((t) => new BSONSymbol(t)),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab', ''), tie('value'), { maxKeys: 3 }),
  ),
}));

const sign = (n: number): number => Math.sign(n);

describe('keys stand in the order of their values', () => {
  it('for any two values, ascending and descending', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [raw(a), raw(b)];
        const order = sign(compareValues(x, y));
        expect(sign(compareValues(y, x))).toBe(-order + 0);
        expect(sign(compareBytes(key(x), key(y)))).toBe(order);
        expect(sign(compareBytes(key(x, true), key(y, true)))).toBe(-order + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('for any two numbers of any types', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [raw(a), raw(b)];
        expect(sign(compareBytes(key(x), key(y)))).toBe(sign(compareValues(x, y)));
      }),
      { numRuns: 10000 },
    );
  });

  it('and no key is the beginning of another', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [key(raw(a)), key(raw(b))];
        if (compareBytes(x, y) !== 0) expect(compareBytes(x, y.subarray(0, x.length))).not.toBe(0);
      }),
      { numRuns: 3000 },
    );
  });

  it('exactly where a double cannot tell whole numbers or decimals apart', () => {
    const ordered = [
      new Double(2 ** 53),
      Long.fromBigInt(2n ** 53n + 1n),
      Decimal128.fromString('9007199254740993.5'),
      new Double(2 ** 53 + 2),
    ];
    for (const [i, a] of ordered.entries())
      for (const [j, b] of ordered.entries()) expect(sign(compareValues(raw(a), raw(b)))).toBe(sign(i - j));
    expect(compareValues(raw(Decimal128.fromString('0.1')), raw(new Double(0.1)))).toBeLessThan(0);
    expect(compareValues(raw(Decimal128.fromString('1.50')), raw(new Double(1.5)))).toBe(0);
  });
});
