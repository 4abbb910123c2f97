import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Client } from '@formwright/client';
import { startEmbeddedMongo } from 'embedded-mongo';
import express from 'express';
import mongoose from 'mongoose';
import { chromium, type Page } from 'playwright-core';
import { setUpCompany } from '../company.ts';
import { rssMegabytes, startProduct } from '../product.ts';
import { firstStart } from './first-start.ts';
import { atMost, type Options, type Row, round } from './row.ts';
import { storyMemory } from './story-memory.ts';

const customer = { app: 'customer', entity: 'customer' };

/** Figures of starting and serving: install, start, memory, first load, and get and page against a bare handler on the same store. */
export async function run(options: Options): Promise<Row[]> {
  const { log } = options;
  const rows: Row[] = [];
  if (options.full) rows.push(...(await firstStart(options)));
  log('starting the product on a store that the bare handler can reach too');
  const folder = await mkdtemp(join(tmpdir(), 'formwright-bench-'));
  const store = await startEmbeddedMongo({ folder });
  try {
    rows.push(...(await serving(store.uri.replace('/?', '/formwright?'), log)));
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
  rows.push(await laterStart(), await storyMemory(options));
  return rows;
}

/** First load, memory, and speed beside a bare handler, with 10,000 customers. */
async function serving(uri: string, log: Options['log']): Promise<Row[]> {
  await using product = await startProduct({ uri });
  const company = await setUpCompany(product.url);
  log('writing 10,000 customers');
  const ids = await fill(company.admin, 10_000);
  return [
    ...(await firstLoads(product.url)),
    {
      suite: 'start',
      name: 'RSS of the API process after 10,000 customers were written',
      value: round(await rssMegabytes(product.pid)),
      unit: 'MB',
    },
    ...(await againstBare({ url: product.url, uri }, company.admin, ids)),
    ...(await writers(company.admin)),
  ];
}

/** The product on its own store with a small company in it: a power cut, and the start after it. */
async function laterStart(): Promise<Row> {
  await using product = await startProduct();
  await setUpCompany(product.url);
  await product.kill();
  return atMost('later start to ready', (await product.start()) / 1000, { unit: 's', goal: 3 });
}

async function fill(client: Client, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 500) {
    const create = Array.from({ length: 500 }, (_, at) => ({
      name: `基准客户 ${from + at}`,
      phone: `139${String(from + at).padStart(8, '0')}`,
      stage: 'quoted',
      amount: 1000 + at,
      industry: 'energy',
    }));
    const { results } = await client.call('batch', { params: customer, body: { create } });
    for (const result of results) if ('id' in result) ids.push(result.id);
  }
  return ids;
}

/** Gzipped bytes of script that the browser loads before sign-in, and before the list shows. */
async function firstLoads(url: string): Promise<Row[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  try {
    const visitor = await browser.newContext({ locale: 'zh-CN' });
    const signIn = await scriptBytes(await visitor.newPage(), url);
    const page = visitor.pages()[0] as Page;
    await page.getByLabel('邮箱').fill('admin@example.com');
    await page.getByLabel('密码', { exact: true }).fill('quiet-river-stone-42');
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => !address.pathname.includes('sign-in'));
    // Another context has nothing in its cache.
    const member = await browser.newContext({ locale: 'zh-CN', storageState: await visitor.storageState() });
    const list = await scriptBytes(await member.newPage(), `${url}/apps/customer/entities/customer`);
    return [
      atMost('sign-in page, gzipped script', signIn / 1024, { unit: 'KB', goal: 260 }),
      atMost('list, gzipped script', list / 1024, { unit: 'KB', goal: 450 }),
    ];
  } finally {
    await browser.close();
  }
}

/** Opens an address; gzipped bytes of all scripts that the browser asked for until it was still. */
async function scriptBytes(page: Page, address: string): Promise<number> {
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(request.url());
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const sizes = [...scripts].map(async (script) => gzipSync(Buffer.from(await (await fetch(script)).arrayBuffer())).byteLength);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Get and page over HTTP against a bare Express handler that reads the same documents from the same store. */
async function againstBare(product: { url: string; uri: string }, client: Client, ids: readonly string[]): Promise<Row[]> {
  const connection = await mongoose.createConnection(product.uri).asPromise();
  const collection = await recordsOf(connection, ids[0] ?? '');
  const app = express();
  app.get(
    '/get/:id',
    async (request, answer) => void answer.json(await collection.findOne({ _id: new mongoose.Types.ObjectId(request.params.id) })),
  );
  app.post('/page', async (_request, answer) => void answer.json(await collection.find({}).sort({ _id: -1 }).limit(50).toArray()));
  const bare = app.listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const address = bare.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const pick = () => ids[Math.floor(Math.random() * ids.length)] ?? '';
  const token = { authorization: `Bearer ${client.token}` };
  const get = await ratio('get over HTTP', {
    ours: () => hit(`${product.url}/api/apps/customer/entities/customer/records/${pick()}`, { headers: token }),
    bare: () => hit(`http://127.0.0.1:${port}/get/${pick()}`),
  });
  const body = JSON.stringify({
    limit: 50,
    sort: [{ field: 'createdAt', dir: 'desc' }],
    fields: ['name', 'no', 'level', 'stage', 'owner', 'amount'],
  });
  const page = await ratio('page of 50 over HTTP', {
    ours: () =>
      hit(`${product.url}/api/apps/customer/entities/customer/query`, {
        method: 'POST',
        headers: { ...token, 'content-type': 'application/json' },
        body,
      }),
    bare: () => hit(`http://127.0.0.1:${port}/page`, { method: 'POST' }),
  });
  bare.close();
  await connection.close();
  return [get, page];
}

async function recordsOf(connection: mongoose.Connection, id: string) {
  for (const { name } of (await connection.db?.listCollections().toArray()) ?? []) {
    const found = name.startsWith('r_') ? await connection.collection(name).findOne({ _id: new mongoose.Types.ObjectId(id) }) : null;
    if (found) return connection.collection(name);
  }
  throw new Error('the records are nowhere in the store');
}

async function hit(address: string, init?: RequestInit): Promise<void> {
  const answer = await fetch(address, init);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  await answer.arrayBuffer();
}

/** Times both by turns, so that a noisy machine disturbs both alike; the ratio is of the medians. */
async function ratio(name: string, { ours, bare }: { ours: () => Promise<void>; bare: () => Promise<void> }): Promise<Row> {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn < 400; turn += 1) {
    for (const [kind, work] of [
      ['bare', bare],
      ['ours', ours],
    ] as const) {
      const began = performance.now();
      await work();
      if (turn >= 100) times[kind].push(performance.now() - began);
    }
  }
  const value = median(times.bare) / median(times.ours);
  return {
    suite: 'start',
    name: `${name}: speed against a bare handler`,
    value: round(1000 / median(times.ours)),
    unit: 'per s',
    raw: round(1000 / median(times.bare)),
    ratio: round(value),
    goal: 0.4,
    met: value >= 0.4,
  };
}

const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/** Creates with history: sixteen writers together do more than one alone. */
async function writers(client: Client): Promise<Row[]> {
  const create = (at: number) => client.call('createRecord', { params: customer, body: { name: `写入 ${at}` } });
  const pace = async (lanes: number, each: number) => {
    const began = performance.now();
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        for (let at = 0; at < each; at += 1) await create(lane * each + at);
      }),
    );
    return (lanes * each * 1000) / (performance.now() - began);
  };
  const one = await pace(1, 100);
  const sixteen = await pace(16, 40);
  return [
    {
      suite: 'start',
      name: 'creates over HTTP, 16 writers against 1',
      value: round(sixteen),
      unit: 'per s',
      raw: round(one),
      ratio: round(sixteen / one),
      goal: 1,
      met: sixteen > one,
    },
  ];
}
