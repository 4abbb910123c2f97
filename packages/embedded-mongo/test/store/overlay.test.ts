import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreFile, type StoreFile } from '../../src/store/file.ts';
import { afterPrefix, keyBytes, keyText } from '../../src/store/keys.ts';
import { Overlay } from '../../src/store/overlay.ts';
import type { ReadView } from '../../src/store/view.ts';

const folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
let file: StoreFile;
beforeAll(async () => {
  file = await openStoreFile(join(folder, 'store.mdb'));
});
afterAll(async () => {
  await file.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = fc.uint8Array({ minLength: 1, maxLength: 2 }).map((bytes) => keyText(bytes.map((byte) => [0, 1, 5, 254, 255][byte % 5]!)));
const value = fc.uint8Array({ maxLength: 3 });
const puts = fc.array(fc.tuple(key, value), { maxLength: 12 });
const changes = fc.array(fc.tuple(key, fc.option(value)), { maxLength: 12 });

function all<T>(iterator: Iterator<T>): T[] {
  const found: T[] = [];
  for (let next = iterator.next(); !next.done; next = iterator.next()) found.push(next.value);
  return found;
}

function compare(view: ReadView, model: Map<string, Uint8Array>, [a, b]: [string, string]): void {
  const [low, high] = a <= b ? [a, b] : [b, a];
  const wanted = [...model.keys()].filter((text) => text >= low && text < high).sort();
  for (const reverse of [false, true]) {
    const range = { low: keyBytes(low), high: keyBytes(high), reverse };
    const order = reverse ? [...wanted].reverse() : wanted;
    expect(all(view.keys(range)).map(keyText)).toEqual(order);
    expect(all(view.entries(range)).map((entry) => [keyText(entry.key), [...entry.value]])).toEqual(
      order.map((text) => [text, [...model.get(text)!]]),
    );
  }
  expect(view.count({ low: keyBytes(low), high: keyBytes(high) })).toBe(wanted.length);
  for (const text of [low, high]) expect(view.get(keyBytes(text))).toEqual(model.get(text) && Uint8Array.from(model.get(text)!));
}

describe('a view', () => {
  it('of the file, and of changes above it, shows what a sorted map would, forwards and backwards', () => {
    fc.assert(
      fc.property(puts, changes, changes, fc.tuple(key, key), (base, early, late, bounds) => {
        const model = new Map(base);
        file.commit((view) => {
          for (const old of all(view.keys({ low: Uint8Array.of(0), high: Uint8Array.of(255, 255, 255) }))) view.remove(old);
          for (const [text, bytes] of base) view.put(keyBytes(text), bytes);
        });
        const snapshot = file.snapshot();
        const overlay = new Overlay(snapshot);
        compare(overlay, model, bounds);
        for (const list of [early, late]) {
          for (const [text, bytes] of list) {
            if (bytes) {
              overlay.put(keyBytes(text), bytes);
              model.set(text, bytes);
            } else {
              overlay.remove(keyBytes(text));
              model.delete(text);
            }
          }
          compare(overlay, model, bounds);
        }
        compare(snapshot, new Map(base), bounds);
        snapshot.release();
        file.commit((view) => overlay.writeTo(view));
        compare(file.latest, model, bounds);
      }),
      { numRuns: 150 },
    );
  });

  it('lends nothing that another read overwrites while it looks ahead', () => {
    file.commit((view) => {
      for (const name of ['a1', 'a3', 'z1']) view.put(keyBytes(name), Buffer.from(name.repeat(4)));
    });
    const snapshot = file.snapshot();
    const below = new Overlay(snapshot);
    const overlay = new Overlay(below);
    below.put(keyBytes('a0'), Buffer.from('below'));
    overlay.put(keyBytes('a2'), Buffer.from('above'));
    const found: string[] = [];
    const entries = overlay.entries({ low: keyBytes('a'), high: keyBytes('b') }, true);
    for (let next = entries.next(); !next.done; next = entries.next()) {
      found.push(Buffer.from(next.value.value).toString());
      expect(snapshot.peek(keyBytes('z1'))).toHaveLength(8);
    }
    expect(found).toEqual(['below', 'a1a1a1a1', 'above', 'a3a3a3a3']);
    snapshot.release();
  });

  it('ends a prefix before all that does not begin with it', () => {
    fc.assert(
      fc.property(key, key, (prefix, text) => {
        const end = keyText(afterPrefix(keyBytes(prefix)));
        const isInside = text >= prefix && (end === '' || text < end);
        expect(isInside).toBe(text.startsWith(prefix));
      }),
    );
  });
});
