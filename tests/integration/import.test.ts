import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, setUpCompany, signIn } from '../company.ts';
import { type Product, root, startProduct } from '../product.ts';

const run = promisify(execFile);
const customer = { app: 'customer', entity: 'customer' };
let product: Product;
let company: Company;
let folder: string;

beforeAll(async () => {
  product = await startProduct();
  company = await setUpCompany(product.url, false);
  folder = await mkdtemp(join(tmpdir(), 'formwright-import-'));
  await cp(`${root}examples/customers`, folder, { recursive: true });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function formwright(...args: string[]): Promise<string> {
  const { secret } = await company.admin.call('createKey', { body: { name: 'test' } });
  const { stdout } = await run(process.execPath, [`${root}packages/cli/bin/formwright.js`, ...args], {
    env: { ...process.env, FORMWRIGHT_KEY: secret, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', MONGODB_URI: '' },
  });
  return stdout;
}

const importFile = (name: string) =>
  formwright('import', join(folder, name), '--app', 'customer', '--entity', 'customer', '--key', 'phone', '--url', product.url);
const count = async () => (await company.admin.call('query', { params: customer, body: { limit: 1, count: true } })).count;

describe('importing a real file', { timeout: 240_000 }, () => {
  it('brings the good rows in and lists the bad ones with line, column and reason', async () => {
    expect(await importFile('customers.csv')).toMatch(/951 created/);
    expect(await count()).toBe(951);
    const report = (await readFile(join(folder, 'customers.errors.csv'), 'utf8')).trim().split('\r\n').slice(1);
    expect(new Set(report.map((line) => line.split(',')[0])).size).toBe(49);
    for (const column of ['下次跟进', '电话', '客户等级', '预计年采购额', '客户名称'])
      expect(
        report.some((line) => line.split(',')[1] === column),
        column,
      ).toBe(true);
  });

  it('run a second time, or from its GB18030 twin, doubles nothing', async () => {
    expect(await importFile('customers.csv')).toMatch(/0 created, 0 updated, 951 unchanged/);
    expect(await importFile('customers.gb18030.csv')).toMatch(/0 created, 0 updated, 951 unchanged/);
    expect(await count()).toBe(951);
  });
});

describe('backup and restore', { timeout: 240_000 }, () => {
  it('brings everything back on another data folder, files included', async () => {
    const form = new FormData();
    form.set('file', new Blob(['合同附件'], { type: 'text/plain' }), '合同.txt');
    const file = await company.admin.call('uploadFile', { form });
    await formwright('backup', join(folder, 'all.fwbackup'), '--data', product.data);
    await using other = await startProduct();
    await other.kill();
    await formwright('restore', join(folder, 'all.fwbackup'), '--data', other.data, '--replace');
    await other.start();
    const admin = await signIn(other.url, 'admin@example.com');
    const page = await admin.call('query', { params: customer, body: { limit: 1, count: true } });
    expect(page.count).toBe(951);
    const restored = await admin.fetch('file', { params: { id: file.id } });
    expect(await restored.text()).toBe('合同附件');
  });
});
