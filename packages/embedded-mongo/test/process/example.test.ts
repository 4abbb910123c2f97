import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { mongodBinary, startRealMongod } from '../real-mongod.ts';
import { temporaryFolder } from '../stores.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const run = promisify(execFile);

beforeAll(async () => {
  await run(process.execPath, [join(root, 'scripts/build.mjs'), 'embedded-mongo']);
}, 60_000);

async function runExample(folder: string, uri?: string): Promise<string> {
  const env = { ...process.env, ...(uri ? { MONGODB_URI: uri } : {}) };
  if (!uri) delete env.MONGODB_URI;
  const { stdout } = await run(process.execPath, [join(root, 'examples/embedded-mongo/cats.mjs'), folder], { env });
  return stdout.trim();
}

test('the example remembers its cat from run to run, in a folder', async () => {
  const { folder, remove } = temporaryFolder();
  expect(await runExample(folder)).toBe('Mimi was here 1 times');
  expect(await runExample(folder)).toBe('Mimi was here 2 times');
  remove();
});

test.runIf(mongodBinary)('the example does the same on a MongoDB server', async () => {
  const real = await startRealMongod(mongodBinary ?? '');
  expect(await runExample('', real.uri)).toBe('Mimi was here 1 times');
  expect(await runExample('', real.uri)).toBe('Mimi was here 2 times');
  await real.close();
});
