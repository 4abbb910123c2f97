import { Binary, BSONRegExp, Decimal128, type Document, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import type { Random } from '../differential/random.ts';

const ids = [new ObjectId('0123456789abcdef01234567'), new ObjectId('0123456789abcdef01234568')];

/** A scalar of any BSON type, from small sets, so that filters meet documents. */
export function scalar(random: Random): unknown {
  return random.weighted<unknown>([
    [6, () => random.int(5)],
    [2, () => new Double(random.int(4))],
    [2, () => random.int(10) / 4 + 0.1],
    [2, () => Long.fromNumber(random.int(4))],
    [2, () => Decimal128.fromString(random.pick(['1', '2.5', '1.0', 'NaN', '0.1']))],
    [4, () => random.pick(['a', 'b', 'ab', 'abc', '', 'ÄB', 'Ab'])],
    [2, () => null],
    [2, () => random.once(2)],
    [2, () => new Date(random.int(3) * 1000)],
    [1, () => random.pick(ids)],
    [1, () => random.pick([Number.NaN, Number.POSITIVE_INFINITY])],
    [1, () => new Binary(Buffer.from([random.int(4), 1]))],
    [1, () => new Timestamp({ t: 1, i: random.int(3) })],
    [1, () => random.pick([new MinKey(), new MaxKey()])],
    [1, () => new BSONRegExp('a', random.pick(['', 'i']))],
  ]);
}

/** A value: a scalar, or a document or an array of at most `depth` levels. */
export function value(random: Random, depth: number): unknown {
  if (depth <= 0 || !random.once(2)) return scalar(random);
  return random.once(2) ? document(random, depth) : random.some(0, 3, () => value(random, depth - 1));
}

/** A document with fields `a`, `b`, `c`. */
export function document(random: Random, depth: number): Document {
  const entries = random.some(1, 3, () => [random.pick(['a', 'b', 'c']), value(random, depth - 1)] as const);
  return Object.fromEntries(entries);
}

/** A dotted path that such documents may have, with numbers where arrays may be. */
export function path(random: Random): string {
  const steps = [random.pick(['a', 'b', 'c'])];
  while (random.int(10) < 4) steps.push(random.pick(['a', 'b', 'c', '0', '1']));
  return steps.join('.');
}

/** A document with typed fields beside the random ones, for expressions and groups. */
export function record(random: Random, id: number): Document {
  return {
    _id: id,
    ...document(random, 2),
    n: random.pick([0, 3, -7, 2.5, new Double(4), Long.fromNumber(41), Decimal128.fromString('3.25'), null]),
    m: random.pick([1, 2, 3, 0.5, Long.fromNumber(2)]),
    s: random.pick(['abc', 'aXbc', '', 'ÄÖ b', ' pad ', 'a,b,c', '漢字b']),
    t: random.pick([new Date(0), new Date(1e12), new Date(1604210400000), new Date(-1e10), new Date('2021-01-03T00:00:00Z')]),
    l: random.pick<unknown>([[1, 2, 3], [], [3, 1, 2.5, 'a', null], [{ a: 1 }, { a: 2, b: 1 }], ['x', 'y'], [[1], [2]]]),
    o: random.pick<unknown>([{ a: 1, b: 2 }, {}, { a: { b: 1 } }, { x: [1], k: 'v' }]),
  };
}
