import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { setUp, signIn } from '../company.ts';
import { type Product, startProduct } from '../product.ts';

/** Record collections in the database of a running product, and those that an app calls its own. */
async function recordCollections({ data }: Product): Promise<{ present: string[]; owned: string[] }> {
  const { uri } = JSON.parse(await readFile(join(data, 'running.json'), 'utf8')) as { uri: string };
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    const collections = (await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
    const apps = await connection.collection('apps').find().toArray();
    const owned = apps.flatMap((app) => app.entities.map((entry: { id: string }) => `r_${entry.id}`));
    return {
      present: collections
        .map(({ name }) => name)
        .filter((name) => name.startsWith('r_'))
        .sort(),
      owned: owned.sort(),
    };
  } finally {
    await connection.close();
  }
}

describe('kill -9 while an app is installed', () => {
  it('leaves nothing behind, and the app installs with its people as if for the first time', { timeout: 300_000 }, async () => {
    await using product = await startProduct();
    const admin = await setUp(product.url);
    for (const share of [0.2, 0.6]) {
      const installing = admin.call('installApp', { body: { template: 'customer', sampleData: true } }).catch(() => undefined);
      // Its collections come first, its records and people after them: one kill early, one late.
      while ((await recordCollections(product)).present.length < 3) await sleep(20);
      await sleep(1000 * share);
      expect((await admin.call('apps')).apps).toEqual([]);
      await product.kill();
      await installing;
      await product.start();
      expect(await recordCollections(product)).toEqual({ present: [], owned: [] });
    }
    const { people } = await admin.call('installApp', { body: { template: 'customer', sampleData: true } });
    expect(people?.map(({ email }) => email).sort()).toEqual(['manager@example.com', 'sales@example.com']);
    const [person] = people ?? [];
    await expect(signIn(product.url, person?.email ?? '', person?.oneTimePassword)).resolves.toBeDefined();
    const { present, owned } = await recordCollections(product);
    expect(present).toEqual(owned);
    expect(present).toHaveLength(3);
  });
});
