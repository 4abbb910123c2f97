import { mkdtempSync, type NoParamCallback, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStoreFile, type StoreFile } from '../../src/store/file.ts';
import { keyBytes } from '../../src/store/keys.ts';

const disk = vi.hoisted(() => ({ failure: undefined as Error | undefined }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const fdatasync = (file: number, done: NoParamCallback) => (disk.failure ? done(disk.failure) : fs.fdatasync(file, done));
  return { ...fs, fdatasync };
});

let folder: string;
let file: StoreFile;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  file = await openStoreFile(join(folder, 'store.mdb'));
});
afterEach(async () => {
  disk.failure = undefined;
  await file.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string) => file.commit((view) => view.put(keyBytes(name), Buffer.from(name)), { small: true });
const has = (name: string) => file.latest.get(keyBytes(name)) !== undefined;

describe('a checkpoint that the disk fails', () => {
  beforeEach(async () => {
    put('kept');
    await file.flush();
    disk.failure = Object.assign(new Error('i/o error'), { code: 'EIO' });
    await expect(file.checkpoint()).rejects.toMatchObject({
      codeName: 'InternalError',
      message: expect.stringContaining('start it again'),
    });
  });

  it('ends all writing with its reason, and reads go on', async () => {
    expect(() => put('late')).toThrow('i/o error');
    await expect(file.flush()).rejects.toThrow('i/o error');
    await expect(file.checkpoint()).rejects.toThrow('i/o error');
    expect([has('kept'), has('late')]).toEqual([true, false]);
    await expect(file.copyTo(join(folder, 'copy.mdb'))).resolves.toBeUndefined();
  });

  it('has lost nothing when the store is started again', async () => {
    await file.close();
    disk.failure = undefined;
    file = await openStoreFile(join(folder, 'store.mdb'));
    put('next');
    await file.checkpoint();
    expect([has('kept'), has('next')]).toEqual([true, true]);
  });
});
