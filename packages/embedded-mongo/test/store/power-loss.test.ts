import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreFile, type StoreFile } from '../../src/store/file.ts';
import { keyBytes, keyText } from '../../src/store/keys.ts';
import { createRandom, type Random } from '../differential/random.ts';
import { size } from '../size.ts';

type Model = ReadonlyMap<string, string>;

/** The blocks that a disk writes whole. */
const blockBytes = { store: 4096, journal: 512 };
const journals = ['journal.0', 'journal.1'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('after a loss of power', () => {
  it('a store has every flushed commit and no half of a later one, whatever mixture of blocks reached the disk', {
    timeout: size.patience,
  }, async () => {
    const seed = Date.now() % 1_000_000;
    const random = createRandom(seed);
    const file = await openStoreFile(join(folder, 'store.mdb'));
    let model: Model = new Map();
    for (let round = 0; round < size.powerLosses; round++) {
      await file.checkpoint();
      for (let older = 0; older < 10; older++) model = commit(file, model, random);
      if (random.once(2)) await file.checkpoint();
      const atCheckpoint = files(folder);
      for (let left = 1 + random.int(30); left > 0; left--) model = commit(file, model, random);
      await file.flush();
      const atFlush = files(folder);
      const possible = [model];
      for (let left = 3; left > 0; left--) {
        model = commit(file, model, random);
        possible.push(model);
      }
      await file.flush();
      const atEnd = files(folder);
      const where = join(folder, `lost-${round}`);
      const journal = new Map(
        journals.map((name) => [
          name,
          mixture(
            [atFlush, atEnd].map((image) => image.journal.get(name) as Buffer),
            blockBytes.journal,
            random,
          ),
        ]),
      );
      const store = mixture(
        [atCheckpoint, atFlush, atEnd].map((image) => image.store),
        blockBytes.store,
        random,
      );
      write(where, { store, journal });
      const found = await contentOf(where);
      expect(possible.map(textOf), `seed ${seed}, round ${round}`).toContain(textOf(found));
      expect(await contentOf(where), `seed ${seed}, round ${round}: opened again`).toEqual(found);
      rmSync(where, { recursive: true });
    }
    await file.close();
  });
});

describe('after a second loss of power', () => {
  it('before the first opening had its checkpoint, the store is as the journal says', async () => {
    const model = new Map<string, string>();
    const put = (file: StoreFile, from: number, to: number, value: string) =>
      file.commit((view) => {
        for (let key = from; key < to; key++) {
          view.put(keyBytes(`k${key}`), Buffer.from(value));
          model.set(`k${key}`, value);
        }
      });
    const file = await openStoreFile(join(folder, 'store.mdb'));
    put(file, 0, 3000, 'old'.repeat(40));
    await file.checkpoint();
    for (let n = 0; n < 60; n++) put(file, n * 50, n * 50 + 3, `new${n}`.repeat(30));
    await file.flush();
    const lost = files(folder);
    await file.close();
    const where = join(folder, 'lost');
    write(where, lost);
    await contentOf(where);
    // What the first opening carried out is in the file, all or some of its blocks, but no header says so.
    const after = files(where).store;
    const seed = Date.now() % 1_000_000;
    const random = createRandom(seed);
    const mixtures = Array.from({ length: 20 }, () => mixture([lost.store, after], blockBytes.store, random));
    for (const store of [after, ...mixtures]) {
      write(where, { ...lost, store });
      expect(textOf(await contentOf(where)), `seed ${seed}`).toEqual(textOf(model));
    }
  });
});

describe('a journal', () => {
  const fill = async (where: string, text: string) => {
    mkdirSync(where, { recursive: true });
    const file = await openStoreFile(join(where, 'store.mdb'));
    file.commit((view) => view.put(keyBytes('a'), Buffer.from(text)));
    await file.close();
  };

  it('that belongs to another file is refused, and neither is touched', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await fill(one, 'one');
    await fill(two, 'two');
    await fill(two, 'two again');
    copyFileSync(join(two, 'store.mdb'), join(one, 'store.mdb'));
    await expect(openStoreFile(join(one, 'store.mdb'))).rejects.toThrow(
      /does not belong to the journal.*restore the latest backup into a new one/,
    );
    expect(readFileSync(join(one, 'store.mdb'))).toEqual(readFileSync(join(two, 'store.mdb')));
  });

  it('whose beginnings are damaged is refused', async () => {
    await fill(folder, 'one');
    await fill(folder, 'two');
    for (const name of journals) {
      const bytes = readFileSync(join(folder, name));
      writeFileSync(join(folder, name), bytes.fill(7, 16, 40));
    }
    await expect(openStoreFile(join(folder, 'store.mdb'))).rejects.toThrow(/headers of .* are damaged/);
  });

  it('that is missing is made: a backup, or a store of an older version, is opened as it is', async () => {
    await fill(folder, 'one');
    for (const name of journals) rmSync(join(folder, name));
    expect(textOf(await contentOf(folder))).toContain('one');
    expect(existsSync(join(folder, 'journal.1'))).toBe(true);
  });
});

/** One commit of random changes, small and large. */
function commit(file: StoreFile, before: Model, random: Random): Model {
  const model = new Map(before);
  file.commit((view) => {
    for (let left = 1 + random.int(8); left > 0; left--) {
      const key = `k${random.int(400)}`;
      if (random.once(3)) {
        view.remove(keyBytes(key));
        model.delete(key);
      } else {
        const value = `${random.int(1e9)}`.repeat(random.once(10) ? 900 : 5);
        view.put(keyBytes(key), Buffer.from(value));
        model.set(key, value);
      }
    }
  });
  return model;
}

function files(where: string): { store: Buffer; journal: Map<string, Buffer> } {
  return {
    store: readFileSync(join(where, 'store.mdb')),
    journal: new Map(journals.map((name) => [name, readFileSync(join(where, name))])),
  };
}

function write(where: string, { store, journal }: ReturnType<typeof files>): void {
  mkdirSync(where, { recursive: true });
  writeFileSync(join(where, 'store.mdb'), store);
  for (const [name, bytes] of journal) writeFileSync(join(where, name), bytes);
}

/** Each block as it was in one of the images. */
function mixture(images: readonly Buffer[], block: number, random: Random): Buffer {
  const bytes = Buffer.alloc(Math.max(...images.map(({ length }) => length)));
  for (let at = 0; at < bytes.length; at += block) bytes.set(random.pick(images).subarray(at, at + block), at);
  return bytes;
}

async function contentOf(where: string): Promise<Model> {
  const file = await openStoreFile(join(where, 'store.mdb'));
  const found = new Map<string, string>();
  const entries = file.latest.entries({ low: Uint8Array.of(0), high: Uint8Array.of(255) });
  for (let next = entries.next(); !next.done; next = entries.next()) {
    found.set(keyText(next.value.key), Buffer.from(next.value.value).toString());
  }
  await file.close();
  return found;
}

function textOf(model: Model): string {
  return JSON.stringify([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
}
