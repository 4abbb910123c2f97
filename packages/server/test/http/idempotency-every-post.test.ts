import { expect, it } from 'vitest';
import { password } from '../../../../tests/company.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const base = '/api/apps/customer/entities/customer';

/** The database as a process leaves it that dies between the commit of a call and its answer: nothing is noted after the commit. */
async function dyingBeforeTheAnswer<T>(work: () => Promise<T>): Promise<T> {
  const { idempotency } = here.server.services.store.models;
  const { updateOne } = idempotency;
  Object.assign(idempotency, {
    updateOne: (...given: Parameters<typeof updateOne>) =>
      given[2]?.session || !JSON.stringify(given[1]).includes('"done"')
        ? updateOne.apply(idempotency, given)
        : new Promise(() => undefined),
  });
  try {
    return await work();
  } finally {
    Object.assign(idempotency, { updateOne });
  }
}

type Request = [method: 'POST', path: string, body?: unknown];

async function askTwice([method, path, body]: Request, as = here.admin) {
  const headers = { 'idempotency-key': `key of ${path} ${Math.random()}` };
  const { idempotency } = here.server.services.store.models;
  const before = await idempotency.countDocuments({ state: 'done' });
  const cut = new AbortController();
  await dyingBeforeTheAnswer(async () => {
    void fetch(here.url + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${as.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
      signal: cut.signal,
    }).catch(() => undefined);
    await expect.poll(() => idempotency.countDocuments({ state: 'done' }), { timeout: 20_000 }).toBe(before + 1);
  });
  cut.abort();
  return here.ask(method, path, { as, headers, body: body ?? {} });
}

const started = async () => {
  const { id } = await here.sales.call('createRecord', { params: customer, body: { name: '断电' } });
  const { run } = await here.sales.call('startWorkflow', {
    params: { app: 'customer', key: 'level-approval' },
    body: { record: id, input: { level: 'A', reason: 'x' } },
  });
  return { id, run: run.id, task: run.tasks[0]?.id ?? '' };
};

it('an app whose installation was committed and not answered is answered to who asks again', async () => {
  const again = await askTwice(['POST', '/api/apps', { blank: { key: 'twice', title: 'Twice' } }]);
  expect([again.status, again.json.app.key]).toEqual([201, 'twice']);
  await here.admin.call('deleteApp', { params: { app: 'customer' } });
  const sample = await askTwice(['POST', '/api/apps', { template: 'customer', sampleData: false }]);
  expect([sample.status, sample.json.app.title]).toEqual([201, '客户管理']);
  for (const email of ['manager@example.com', 'sales@example.com']) {
    const { users } = await here.admin.call('users');
    const id = users.find((user) => user.email === email)?.id ?? '';
    await here.admin.call('updateUser', { params: { id }, body: { roles: [`customer.${email.split('@')[0]}`] } });
  }
});

it('a decision that was committed and not answered is answered to who asks again', async () => {
  const { task, id } = await started();
  const again = await askTwice(['POST', `/api/tasks/${task}/actions`, { action: 'approve' }], here.manager);
  expect(again.status).toBe(200);
  expect(again.json).toMatchObject({ task: { id: task, state: 'closed', outcome: { action: 'approve' } }, run: { status: 'completed' } });
  expect((await here.sales.call('record', { params: { ...customer, id } })).version).toBe(2);
  const bare = await here.ask('POST', `/api/tasks/${task}/actions`, { as: here.manager, body: { action: 'approve' } });
  expect([bare.status, bare.json.error.code]).toEqual([409, 'ALREADY_DECIDED']);
});

it('every other POST that changes something is done once, and repeats its answer', { timeout: 120_000 }, async () => {
  const { id, run } = await started();
  const requests: Request[] = [
    ['POST', `${base}/records`, { name: '一次' }],
    ['POST', `${base}/batch`, { create: [{ name: '一批' }] }],
    ['POST', `${base}/records/${id}/comments`, { text: '一句' }],
    ['POST', '/api/apps/customer/workflows/level-approval/start', { record: id, input: { level: 'B', reason: 'y' } }],
    ['POST', `/api/runs/${run}/actions`, { action: 'terminate' }],
    ['POST', '/api/users', { name: '新人', email: 'once@example.com' }],
    ['POST', '/api/departments', { name: '一个部门' }],
    ['POST', '/api/keys', { name: '一把' }],
    ['POST', '/api/apps/customer/versions/1/restore'],
  ];
  for (const request of requests) {
    const again = await askTwice(request);
    expect([request[1], again.status < 300 ? '' : again.text]).toEqual([request[1], '']);
  }
  const { departments } = await here.admin.call('departments');
  expect(departments.filter((department) => department.name === '一个部门')).toHaveLength(1);
  expect((await here.admin.call('keys')).keys).toHaveLength(1);
  expect((await here.admin.call('versions', { params: { app: 'customer' } })).versions).toHaveLength(2);
  expect(
    (await here.admin.call('query', { params: customer, body: { filter: { field: 'name', op: 'eq', value: '一次' }, count: true } })).count,
  ).toBe(1);
});

it('signing in under a key opens one session, and its cookie comes with the repeated answer too', async () => {
  const sign = () =>
    here.ask('POST', '/api/session', { body: { email: 'admin@example.com', password }, headers: { 'idempotency-key': 'sign-in-1' } });
  const [first, second] = [await sign(), await sign()];
  expect(second.json.token).toBe(first.json.token);
  for (const answer of [first, second]) expect(answer.headers.get('set-cookie')).toContain(first.json.token);
});

it('what is kept of a request does not let anybody try out the password in it', async () => {
  const body = { name: '密', email: 'secret@example.com', password: 'guess-me-if-you-can' };
  await here.ask('POST', '/api/users', { as: here.admin, body, headers: { 'idempotency-key': 'a key that nobody guesses' } });
  const rows = await here.server.services.store.models.idempotency.find().lean();
  const { createHash } = await import('node:crypto');
  const sent = JSON.stringify(['POST', '/api/users', body]);
  const tries = [sent, JSON.stringify(['request', sent])].map((text) => createHash('sha256').update(text).digest('hex'));
  expect(rows.some((row) => tries.includes(row.request))).toBe(false);
});
