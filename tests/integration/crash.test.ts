import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@formwright/client';
import { describe, expect, it } from 'vitest';
import { setUpCompany, signIn } from '../company.ts';
import { startProduct } from '../product.ts';

const customer = { app: 'customer', entity: 'customer' };

/** Kills per test: few in CI, many at full size. */
const rounds = process.env.FULL ? 20 : 2;

describe('kill -9', () => {
  it('right after an acknowledged write loses nothing, and a waiting approval can still be decided', { timeout: 300_000 }, async () => {
    await using product = await startProduct();
    const { admin } = await setUpCompany(product.url, false);
    for (let round = 0; round < rounds; round += 1) {
      const sales = await signIn(product.url, 'sales@example.com');
      const { id } = await sales.call('createRecord', { params: customer, body: { name: `停电前的客户 ${round}` } });
      const { run } = await sales.call('startWorkflow', {
        params: { app: 'customer', key: 'level-approval' },
        body: { record: id, input: { level: 'A', reason: '年框' } },
      });
      await product.kill();
      await product.start();
      expect(await admin.call('record', { params: { ...customer, id } })).toMatchObject({ name: `停电前的客户 ${round}`, level: 'C' });
      const manager = await signIn(product.url, 'manager@example.com');
      const { tasks } = await manager.call('tasks', { query: { box: 'todo' } });
      const task = tasks.find((one) => one.run === run.id);
      expect(task).toBeDefined();
      await manager.call('actOnTask', { params: { id: task?.id ?? '' }, body: { action: 'approve' } });
      expect(await admin.call('record', { params: { ...customer, id } })).toMatchObject({ level: 'A' });
    }
  });

  it('between a create and its answer makes it once: the repeat under its Idempotency-Key is answered with that record', {
    timeout: 300_000,
  }, async () => {
    await using product = await startProduct();
    const { admin } = await setUpCompany(product.url, false);
    for (let round = 0; round < rounds; round += 1) {
      const name = `只要一个 ${round}`;
      const send = () =>
        fetch(`${product.url}/api/apps/customer/entities/customer/records`, {
          method: 'POST',
          headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json', 'idempotency-key': `crash-${round}` },
          body: JSON.stringify({ name }),
        });
      const first = send().catch(() => undefined);
      await sleep(Math.random() * 25);
      await product.kill();
      await first;
      await product.start();
      const answer = await send();
      expect(answer.status).toBe(201);
      const { id } = (await answer.json()) as { id: string };
      const { records } = await admin.call('query', { params: customer, body: { filter: { field: 'name', op: 'eq', value: name } } });
      expect(records.map((record) => record.id)).toEqual([id]);
    }
  });

  it('between decision and answer leaves the task decided once or not at all', { timeout: 300_000 }, async () => {
    await using product = await startProduct();
    const { admin } = await setUpCompany(product.url, false);
    for (let round = 0; round < rounds * 2; round += 1) {
      const sales = await signIn(product.url, 'sales@example.com');
      const { id } = await sales.call('createRecord', { params: customer, body: { name: `半路的客户 ${round}` } });
      const { run } = await sales.call('startWorkflow', {
        params: { app: 'customer', key: 'level-approval' },
        body: { record: id, input: { level: 'B', reason: '试用' } },
      });
      const manager = await signIn(product.url, 'manager@example.com');
      const task = (await manager.call('tasks', { query: { box: 'todo' } })).tasks.find((one) => one.run === run.id);
      const decision = manager.call('actOnTask', { params: { id: task?.id ?? '' }, body: { action: 'approve' } }).catch(() => undefined);
      await sleep(Math.random() * 40);
      await product.kill();
      await decision;
      await product.start();
      const after = await admin.call('run', { params: { id: run.id } });
      const record = await admin.call('record', { params: { ...customer, id } });
      const { changes } = await admin.call('changes', { params: { ...customer, id } });
      const written = changes.filter((change) => change.fields.level?.after === 'B').length;
      const open = after.tasks.filter((one) => one.state === 'open').length;
      expect({ status: after.status, level: record.level, written, open }).toEqual(
        after.status === 'completed'
          ? { status: 'completed', level: 'B', written: 1, open: 0 }
          : { status: 'running', level: 'C', written: 0, open: 1 },
      );
    }
  });
});

describe('a program without a session', () => {
  it('is told so in the words of the contract', { timeout: 120_000 }, async () => {
    await using product = await startProduct();
    await setUpCompany(product.url, false);
    await expect(createClient({ baseUrl: product.url }).call('session')).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', status: 401 });
  });
});
