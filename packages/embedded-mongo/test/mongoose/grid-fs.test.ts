import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GridFSBucket } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMongoose, type MongooseStore } from './connection.ts';

let store: MongooseStore;
beforeAll(async () => {
  store = await connectMongoose();
});
afterAll(() => store.close());

test('GridFS stores a file in chunks, reads any part of it, renames and deletes it', async () => {
  const bucket = new GridFSBucket(store.at.client.db('files'), { chunkSizeBytes: 100_000 });
  const content = randomBytes(1_050_000);
  const upload = bucket.openUploadStream('report.bin', { metadata: { owner: 'Ada' } });
  await pipeline(Readable.from([content]), upload);
  const [file] = await bucket.find({ 'metadata.owner': 'Ada' }).toArray();
  expect(file).toMatchObject({ length: content.length, filename: 'report.bin' });
  const hash = createHash('sha256');
  for await (const piece of bucket.openDownloadStream(upload.id)) hash.update(piece);
  expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
  const part: Buffer[] = [];
  for await (const piece of bucket.openDownloadStream(upload.id, { start: 150_000, end: 250_001 })) part.push(piece);
  expect(Buffer.concat(part).equals(content.subarray(150_000, 250_001))).toBe(true);
  await bucket.rename(upload.id, 'renamed.bin');
  await bucket.delete(upload.id);
  expect(await store.at.client.db('files').collection('fs.chunks').countDocuments()).toBe(0);
});
