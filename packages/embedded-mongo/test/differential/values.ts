import { Binary, BSONRegExp, Decimal128, type Document, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import type { Random } from './random.ts';

/** Ids of a small set, so that statements meet the same documents often. */
export function anyId(random: Random): unknown {
  return random.once(12) ? random.pick(['k1', 'k2', new ObjectId('64b000000000000000000001'), { x: 1 }, new Date(1)]) : random.int(60);
}

/** A scalar of any type that ordinary programs use; small sets, so that values meet. */
export function scalar(random: Random): unknown {
  return random.weighted<unknown>([
    [12, () => random.int(8)],
    [3, () => new Double(random.int(6))],
    [3, () => random.int(12) / 2 - 1],
    [2, () => Long.fromNumber(random.int(6))],
    [1, () => Decimal128.fromString(`${random.int(5)}.5`)],
    [8, () => random.pick(['', 'a', 'ab', 'abc', 'b', 'Ba', 'é', '客户', 'a.b'])],
    [3, () => random.once(2)],
    [3, () => null],
    [2, () => new Date(1_700_000_000_000 + random.int(5) * 86_400_000)],
    [1, () => new ObjectId(`64b00000000000000000000${random.int(5)}`)],
    [1, () => -random.int(3)],
    [1, () => rare(random)],
  ]);
}

/** What programs seldom store, but sorts, indexes and comparisons have to place. */
function rare(random: Random): unknown {
  return random.pick<unknown>([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    new Double(-0),
    Long.fromString('9007199254740993'),
    2 ** 53,
    Decimal128.fromString('NaN'),
    Decimal128.fromString('1E+3'),
    new Binary(Buffer.from([random.int(3), 1])),
    new Timestamp({ t: 5, i: random.int(3) }),
    new BSONRegExp('^a', random.pick(['', 'i'])),
    new MinKey(),
    new MaxKey(),
    new Date(-1),
  ]);
}

/** A number of any of the four types, of which sums are exact. */
export function plainNumber(random: Random): unknown {
  return random.pick<unknown>([random.int(12), Long.fromNumber(random.int(12)), new Double(random.int(12)), random.int(24) / 2, -1]);
}

/** Any value: scalars, arrays and small documents. */
export function anyValue(random: Random, depth = 0): unknown {
  if (depth > 1 || !random.once(4)) return scalar(random);
  if (random.once(2)) return random.some(0, 3, () => anyValue(random, depth + 1));
  return subDocument(random, depth);
}

/** A document for one of the collections; `n` mostly and `v` always is a number or absent, `u` is the field of unique indexes. */
export function anyDocument(random: Random): Document {
  const document: Document = { _id: anyId(random) };
  if (!random.once(5)) document.a = anyValue(random);
  if (!random.once(4)) document.b = scalar(random);
  if (!random.once(3)) document.n = random.int(20);
  if (!random.once(3)) document.t = random.some(0, 4, () => random.pick(['x', 'y', 'z', 'w', 1, 2]));
  if (!random.once(3)) document.s = random.some(0, 3, () => ({ x: random.int(5), y: scalar(random) }));
  if (!random.once(3)) document.d = { e: random.once(3) ? scalar(random) : { f: scalar(random) } };
  if (random.once(3)) document.u = random.int(200);
  if (random.once(2)) document.v = plainNumber(random);
  return document;
}

/** A path that documents of {@link anyDocument} may have. */
export function anyPath(random: Random): string {
  return random.pick([
    'a',
    'a',
    'b',
    'b',
    'n',
    'n',
    't',
    's',
    's.x',
    's.y',
    'd',
    'd.e',
    'd.e.f',
    't.0',
    's.0.x',
    's.1',
    'a.0',
    'a.x',
    'u',
    'v',
    '_id',
    'missing',
  ]);
}

function subDocument(random: Random, depth: number): Document {
  const document: Document = {};
  for (const name of ['x', 'y']) if (!random.once(3)) document[name] = anyValue(random, depth + 1);
  return document;
}
