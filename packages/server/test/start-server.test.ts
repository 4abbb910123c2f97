import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/start-server.ts';
import { StartFault, toStartFault } from '../src/store/start-fault.ts';
import { startMongod } from './database.ts';

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formwright-start-'));
  server = await startServer({ port: 0, data: join(folder, 'data') });
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The sentence with which a start is refused. */
async function refusal(options: Parameters<typeof startServer>[0], port = 0): Promise<string> {
  const error = await startServer({ port, ...options }).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const fault = toStartFault(error, { port, host: '127.0.0.1' });
  expect(fault).toBeInstanceOf(StartFault);
  expect(fault?.text['zh-CN']).not.toMatch(/\n|您|！/);
  return fault?.text.en ?? '';
}

describe('a server that cannot start says why in one sentence', { timeout: 60_000 }, () => {
  it('when the port is taken', async () => {
    const port = Number(new URL(server.url).port);
    expect(await refusal({ data: join(folder, 'other') }, port)).toContain(`Port ${port} is taken`);
  });

  it('when another program has the data folder open', async () => {
    expect(await refusal({ data: join(folder, 'data') })).toContain('another program may be using it');
  });

  it('when the data folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await refusal({ data: join(folder, 'file', 'data') })).toContain('cannot be written');
    expect(await refusal({ data: join(folder, 'file') })).toContain('cannot be written');
    if (process.platform === 'linux') expect(await refusal({ data: '/proc/formwright/data' })).toContain('cannot be written');
  });

  it('when a newer version wrote the data folder', async () => {
    const newer = await mkdtemp(join(folder, 'newer-'));
    await writeFile(join(newer, 'format.json'), '{"format":99}');
    expect(await refusal({ data: newer })).toContain('newer version');
  });

  it('when the database of MONGODB_URI does not answer, without telling its password', async () => {
    const sentence = await refusal({ uri: 'mongodb://user:secret@127.0.0.1:1/x?replicaSet=rs0' });
    expect(sentence).toContain('Cannot reach');
    expect(sentence).not.toContain('secret');
  });
});

describe.runIf(process.env.MONGOD_BINARY)('a MongoDB of one’s own', { timeout: 60_000 }, () => {
  it('without a replica set is refused with the sentence that says how to make one', async () => {
    const mongod = await startMongod(process.env.MONGOD_BINARY ?? '', folder, { replicaSet: false });
    try {
      const sentence = await refusal({ uri: mongod.uri });
      expect(sentence).toContain('--replSet rs0');
      expect(sentence).toContain('rs.initiate()');
      expect(sentence).toContain('?replicaSet=rs0');
    } finally {
      await mongod.close();
    }
  });
});

describe('a server', () => {
  it('answers and goes down without losing a request under way', { timeout: 60_000 }, async () => {
    const other = await startServer({ port: 0, data: join(folder, 'down') });
    const setup = { organisation: 'a', name: 'b', email: 'a@example.com', password: 'quiet-river-stone-42', locale: 'en' };
    const answer = fetch(`${other.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(setup),
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all([other.close(), other.close()]);
    expect([201, 503]).toContain((await answer.catch(() => ({ status: 503 }))).status);
    await expect(fetch(`${other.url}/health/live`)).rejects.toThrow();
  });
});
