import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreFile } from '../../src/store/file.ts';
import { treeKey } from '../../src/store/keys.ts';
import { filter, indexSpec, openShop, type Shop, things } from './engine-fixture.ts';

let folder: string;
let shops: Shop[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  shops = [];
});
afterEach(async () => {
  for (const shop of shops) await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (where = folder) => {
  const shop = await openShop({ folder: where });
  shops.push(shop);
  return shop;
};
const fill = async (count: number) => {
  const shop = await openShop({ folder });
  await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
  await shop.insert(...Array.from({ length: count }, (_, i) => ({ _id: i, n: i, text: 'x'.repeat(500) })));
  return shop;
};

describe('a data folder', () => {
  it('is backed up while writes go on, and the backup is whole', async () => {
    const shop = await fill(2000);
    shops.push(shop);
    let going = true;
    const writing = (async () => {
      for (let i = 0; going; i++) await shop.insert({ _id: `during ${i}`, n: i });
    })();
    const target = join(folder, 'copy');
    await shop.engine.backup(target);
    going = false;
    await writing;
    const copy = await open(target);
    expect(await copy.engine.count(things, { filter: filter({ n: { $gte: 1990 }, text: { $exists: true } }) })).toBe(10);
    expect((await copy.engine.check()).problems).toEqual([]);
    await expect(shop.engine.backup(target)).rejects.toMatchObject({ codeName: 'InvalidOptions' });
  });

  it('that holds something else is refused', async () => {
    writeFileSync(join(folder, 'store.mdb'), 'a letter to my aunt'.repeat(1000));
    await expect(open()).rejects.toThrow(/not a store of this program.*restore the latest backup/);
  });

  it('whose file has lost its end is refused', async () => {
    const shop = await fill(3000);
    await shop.engine.close();
    const path = join(folder, 'store.mdb');
    truncateSync(path, Math.floor(statSync(path).size / 2));
    await expect(open()).rejects.toThrow(/torn off.*restore the latest backup/);
  });

  it('that a newer version wrote is refused', async () => {
    const shop = await fill(1);
    await shop.engine.close();
    const file = await openStoreFile(join(folder, 'store.mdb'));
    file.commit((view) => view.put(treeKey(0, Uint8Array.of(0x10)), serialize({ format: 99, nextTree: 9 })));
    await file.close();
    await expect(open()).rejects.toThrow(/newer version \(format 99/);
  });

  it('goes on emptying after a restart what was dropped before', async () => {
    let shop = await fill(3000);
    const used = shop.engine.stats().usedBytes;
    await shop.engine.dropCollection(things);
    shop = await shop.reopen();
    shops.push(shop);
    while (shop.engine.stats().usedBytes > used / 4) await shop.insert({ text: 'time goes by' });
    expect(await shop.engine.count(things, { filter: filter({ n: 5 }) })).toBe(0);
  });

  it('reuses the space of what was deleted', async () => {
    const shop = await fill(1500);
    shops.push(shop);
    const once = shop.engine.stats().fileBytes;
    const writeAnew = async () => {
      await shop.engine.dropCollection(things);
      await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
      await shop.insert(...Array.from({ length: 1500 }, (_, i) => ({ _id: i, n: i, text: 'x'.repeat(500) })));
    };
    // Between two checkpoints, which take their time, nothing is reused: so the file first grows to its spare room.
    for (let round = 0; round < 8; round++) await writeAnew();
    const settled = shop.engine.stats().fileBytes;
    for (let round = 0; round < 8; round++) await writeAnew();
    expect(shop.engine.stats().fileBytes - settled).toBeLessThan(once * 2);
  });
});
