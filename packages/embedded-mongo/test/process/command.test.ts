import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedMongo } from '../../src/index.ts';
import { connect, temporaryFolder } from '../stores.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const bin = join(root, 'packages/embedded-mongo/bin/embedded-mongo.js');
let folders: { folder: string; remove: () => void }[] = [];

function newFolder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.folder;
}

afterEach(() => {
  for (const { remove } of folders) remove();
  folders = [];
});

describe('the command', () => {
  beforeAll(async () => {
    await finished(spawn(process.execPath, [join(root, 'scripts/build.mjs'), 'embedded-mongo'], { stdio: 'ignore' }));
  }, 60_000);

  test('prints its URI as the only line, serves, and stops cleanly on SIGTERM', async () => {
    const folder = newFolder();
    const child = spawn(process.execPath, [bin, folder]);
    const uri = await firstLine(child);
    let more = '';
    child.stdout?.on('data', (piece) => {
      more += piece;
    });
    const client = await connect(uri);
    await client.db('shop').collection('things').insertOne({ name: 'kept' });
    await client.close();
    child.kill('SIGTERM');
    expect(await finished(child)).toBe(0);
    expect(more).toBe('');
    const again = await startEmbeddedMongo({ folder });
    const reader = await connect(again.uri);
    expect(await reader.db('shop').collection('things').countDocuments()).toBe(1);
    await reader.close();
    await again.close();
  });

  test('serves a port with a password', async () => {
    const child = spawn(process.execPath, [bin, newFolder(), '--port', '0']);
    const uri = await firstLine(child);
    expect(uri).toContain('@127.0.0.1:');
    const client = await connect(uri);
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    child.kill('SIGTERM');
    await finished(child);
  });

  test.each([[[]], [['']], [['data', '--port', '']], [['data', '--port', '70000']], [['data', '--prot', '1']]])(
    'says how it is used when it is called with %j',
    async (given) => {
      const child = spawn(process.execPath, [bin, ...given]);
      let said = '';
      child.stderr?.on('data', (piece) => {
        said += piece;
      });
      expect(await finished(child)).toBe(2);
      expect(said).toContain('embedded-mongo <folder>');
    },
  );
});

describe('a data folder', () => {
  test.each([{}, { folder: '' }, { folder: 5 }])('is not made up for %j', async (options) => {
    await expect(startEmbeddedMongo(options as { folder: string })).rejects.toThrow('the path of a data folder');
  });

  test('is asked for when nothing is given', async () => {
    await expect(startEmbeddedMongo(undefined as never)).rejects.toThrow('takes an object that names a data folder');
  });

  test('cannot be a file, nor lie in one', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, 'text');
    await expect(startEmbeddedMongo({ folder: file })).rejects.toThrow(`${file} is a file`);
    await expect(startEmbeddedMongo({ folder: join(file, 'below') })).rejects.toThrow('what should hold it is a file');
  });

  test('is not touched for a port that is none', async () => {
    const folder = newFolder();
    await expect(startEmbeddedMongo({ folder, port: 99_999 })).rejects.toThrow('no port');
    expect(existsSync(join(folder, 'store.mdb'))).toBe(false);
  });

  test('is served by one process only, and the second is told so', { timeout: 30_000 }, async () => {
    const folder = newFolder();
    const first = await startEmbeddedMongo({ folder });
    await expect(startEmbeddedMongo({ folder })).rejects.toThrow('is in use by another embedded-mongo');
    await first.close();
    const second = await startEmbeddedMongo({ folder });
    await second.close();
  });

  test('can be served again right after its process was killed', async () => {
    const folder = newFolder();
    const first = await startEmbeddedMongo({ folder });
    process.kill(first.pid, 'SIGKILL');
    const second = await startEmbeddedMongo({ folder });
    const client = await connect(second.uri);
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    await second.close();
  });

  test('has a socket file for its owner only', async () => {
    const folder = newFolder();
    const store = await startEmbeddedMongo({ folder });
    const path = decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(store.uri)?.[1] ?? '');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await store.close();
    expect(existsSync(path)).toBe(false);
  });

  test.each(['a-very-long-name-'.repeat(7), 'Capital Letters and %', '数据 文件夹'])('may be called %s', async (name) => {
    const folder = join(newFolder(), name);
    mkdirSync(folder);
    const store = await startEmbeddedMongo({ folder });
    const client = await connect(store.uri);
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    await store.close();
  });
});

test('the store process ends with its parent, however that ends', async () => {
  const folder = newFolder();
  const program = `
    const { startEmbeddedMongo } = await import(${JSON.stringify(join(root, 'packages/embedded-mongo/dist/index.js'))});
    const store = await startEmbeddedMongo({ folder: ${JSON.stringify(folder)} });
    process.stdout.write(store.pid + '\\n');
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const pid = Number(await firstLine(parent));
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
});

test('the store process ends with its parent even in the middle of an endless query', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const program = `
    const { startEmbeddedMongo } = await import(${JSON.stringify(join(root, 'packages/embedded-mongo/dist/index.js'))});
    const { MongoClient } = await import(${JSON.stringify(join(root, 'node_modules/mongodb/lib/index.js'))});
    const store = await startEmbeddedMongo({ folder: ${JSON.stringify(folder)} });
    const things = (await new MongoClient(store.uri).connect()).db('shop').collection('things');
    await things.insertOne({ text: 'x'.repeat(200) });
    things.findOne({ text: /(x+x+)+y/ });
    setTimeout(() => process.stdout.write(store.pid + '\\n'), 500);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const pid = Number(await firstLine(parent));
  parent.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
});

test('a backup taken while writes go on opens as a store of its own', async () => {
  const store = await startEmbeddedMongo({ folder: newFolder() });
  const client = await connect(store.uri);
  const things = client.db('shop').collection('things');
  await things.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
  const target = join(newFolder(), 'copy');
  const writing = Array.from({ length: 50 }, (_, n) => things.insertOne({ late: n }));
  await store.backup(target);
  await Promise.all(writing);
  const copy = await startEmbeddedMongo({ folder: target });
  const reader = await connect(copy.uri);
  expect(
    await reader
      .db('shop')
      .collection('things')
      .countDocuments({ n: { $exists: true } }),
  ).toBe(500);
  expect((await copy.check()).problems).toEqual([]);
  for (const one of [client, reader]) await one.close();
  for (const one of [store, copy]) await one.close();
});

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (piece) => {
      text += piece;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said anything`)));
  });
}

function finished(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
