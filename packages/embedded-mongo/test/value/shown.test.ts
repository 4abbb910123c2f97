import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { readDoc } from '../../src/value/read.ts';
import { showDoc } from '../../src/value/show.ts';

const { Binary, BSONSymbol, Code, Decimal128, Double, Long, MaxKey, MinKey, Timestamp, UUID } = BSON;
const shown = (a: unknown) => showDoc(readDoc(BSON.serialize({ a }, { ignoreUndefined: false })));

test.each([
  [new Code('x "q"'), '{ a: x "q" }'],
  [new Code('x', { b: 1 }), '{ a: CodeWScope( x, { b: 1 }) }'],
  [new Code('é', {}), '{ a: CodeWScope( é, {}) }'],
  [new BSONSymbol('s'), '{ a: "s" }'],
  [new MinKey(), '{ a: MinKey }'],
  [new MaxKey(), '{ a: MaxKey }'],
  [Number.NaN, '{ a: nan.0 }'],
  [Number.NEGATIVE_INFINITY, '{ a: -inf.0 }'],
  [new Double(-0), '{ a: -0.0 }'],
  [new Double(3), '{ a: 3.0 }'],
  [0.30000000000000004, '{ a: 0.3 }'],
  [1234567890123456, '{ a: 1234567890123456.0 }'],
  [1e20, '{ a: 1e+20.0 }'],
  [1.5e-7, '{ a: 1.5e-07 }'],
  [Long.fromString('9007199254740993'), '{ a: 9007199254740993 }'],
  [Decimal128.fromString('1.50'), '{ a: 1.50 }'],
  [new Binary(Buffer.from('q')), '{ a: BinData(0, 71) }'],
  [new Binary(Buffer.alloc(81, 7)), `{ a: BinData(0, ${'07'.repeat(70)}...) }`],
  [new UUID('00112233-4455-6677-8899-aabbccddeeff'), '{ a: UUID("00112233-4455-6677-8899-aabbccddeeff") }'],
  [/x"y/i, '{ a: /x"y/i }'],
  [new Timestamp({ t: 1, i: 2 }), '{ a: Timestamp(1, 2) }'],
  [new Date(-5), '{ a: new Date(-5) }'],
  ['quo"te', '{ a: "quo"te" }'],
  ['y'.repeat(161), `{ a: "${'y'.repeat(150)}..." }`],
  [{ b: { c: [1, 'x', {}, []] } }, '{ a: { b: { c: [ 1, "x", {}, [] ] } } }'],
])('%o is shown as in MongoDB', (value, text) => {
  expect(shown(value)).toBe(text);
});
