import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { setUpCompany } from '../company.ts';
import { startProduct } from '../product.ts';

const customer = { app: 'customer', entity: 'customer' };

const isServing = (url: string): Promise<boolean> =>
  fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('SIGTERM', () => {
  it('ends the server in order: what is under way is finished and answered, new calls are refused, and the exit code is 0', {
    timeout: 180_000,
  }, async () => {
    await using product = await startProduct();
    const { admin } = await setUpCompany(product.url, false);
    const rows = Array.from({ length: 150 }, (_, index) => ({ name: `收工前的客户 ${index}` }));
    const underWay = admin.call('batch', { params: customer, body: { create: rows } });
    await sleep(100);
    const stopped = product.stop();
    while (await isServing(product.url)) await sleep(20);
    const { results } = await underWay;
    expect(results.filter((result) => 'id' in result)).toHaveLength(150);
    expect(await stopped).toBe(0);
    await product.start();
    const { count } = await admin.call('query', { params: customer, body: { limit: 1, count: true } });
    expect(count).toBe(150);
  });
});
