import { describe, expect, it } from 'vitest';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const path = '/api/apps/customer/entities/customer/records';
const count = async () => (await here.admin.call('query', { params: customer, body: { limit: 1, count: true } })).count ?? 0;

describe('an Idempotency-Key', () => {
  it('sent a hundred times at once has one effect and one answer', { timeout: 60_000 }, async () => {
    const before = await count();
    const send = () => here.ask('POST', path, { as: here.admin, body: { name: '只此一家' }, headers: { 'idempotency-key': 'once-1' } });
    const answers = await Promise.all(Array.from({ length: 100 }, send));
    const made = answers.filter((answer) => answer.status === 201);
    expect(new Set(made.map((answer) => answer.json.id)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201 || answer.json.error.code === 'IDEMPOTENCY_RUNNING')).toBe(true);
    expect(await count()).toBe(before + 1);
    expect((await send()).json).toEqual(made[0]?.json);
  });

  it('with another body is a 422', async () => {
    const send = (name: string) => here.ask('POST', path, { as: here.admin, body: { name }, headers: { 'idempotency-key': 'once-2' } });
    expect((await send('甲')).status).toBe(201);
    expect([(await send('乙')).status, (await send('乙')).json.error.code]).toEqual([422, 'IDEMPOTENCY_REUSED']);
  });

  it('of somebody else is another one', async () => {
    const send = (as: typeof here.admin) =>
      here.ask('POST', path, { as, body: { name: '各写各的' }, headers: { 'idempotency-key': 'once-3' } });
    expect((await send(here.admin)).json.id).not.toBe((await send(here.sales)).json.id);
  });

  it('is free again after a refusal', async () => {
    const send = (body: object) => here.ask('POST', path, { as: here.admin, body, headers: { 'idempotency-key': 'once-4' } });
    expect((await send({})).status).toBe(422);
    expect((await send({ name: '改好了' })).status).toBe(201);
  });

  it('keeps a one-time password readable only to who knows the key', async () => {
    const send = () =>
      here.ask('POST', '/api/users', {
        as: here.admin,
        body: { name: '丁', email: 'once@example.com' },
        headers: { 'idempotency-key': 'once-5' },
      });
    const [first, second] = [await send(), await send()];
    expect(second.json.oneTimePassword).toBe(first.json.oneTimePassword);
    const kept = await here.server.services.store.models.idempotency.find().lean();
    expect(JSON.stringify(kept)).not.toContain(first.json.oneTimePassword);
  });
});
