import { BSON, type Document } from 'mongodb';
import { expect, test } from 'vitest';
import { fillTimestamps } from '../../src/bson/timestamps.ts';

const { Timestamp } = BSON;
const empty = () => new Timestamp({ t: 0, i: 0 });
const now = Date.parse('2026-01-02T03:04:05.678Z');
const filled = (document: Document): Document => BSON.deserialize(fillTimestamps(BSON.serialize(document), now));

test('empty timestamps at the top of a document are the present, each another moment', () => {
  const { a, b } = filled({ _id: 1, a: empty(), b: empty() });
  expect([a.high, b.high]).toEqual([Math.floor(now / 1000), Math.floor(now / 1000)]);
  expect(b.low - a.low).toBe(1);
});

test('those that are not empty, deeper ones and the _id stay', () => {
  const document = { _id: empty(), early: new Timestamp({ t: 0, i: 1 }), inner: { t: empty() }, list: [empty()] };
  expect(filled(document)).toEqual(document);
  const raw = BSON.serialize({ _id: 1, byte: 0x11 });
  expect(fillTimestamps(raw, now)).toBe(raw);
});

test('the bytes that were given stay as they are', () => {
  const given = Buffer.from(BSON.serialize({ _id: 1, t: empty() }));
  const before = Buffer.from(given);
  expect(Buffer.from(fillTimestamps(given, now)).equals(before)).toBe(false);
  expect(given.equals(before)).toBe(true);
});
