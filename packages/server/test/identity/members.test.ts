import { describe, expect, it } from 'vitest';
import { password, signIn } from '../../../../tests/company.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const add = (body: Record<string, unknown>) =>
  here.ask('POST', '/api/users', { as: here.admin, body: { name: '甲', email: 'x@example.com', ...body } });

describe('adding a member', () => {
  it('makes a department of a new name, finds one of a known name, and a manager by e-mail', async () => {
    const first = (await add({ email: 'd1@example.com', department: '客服部', manager: 'Manager@Example.com' })).json.user;
    const second = (await add({ email: 'd2@example.com', department: '客服部', manager: here.ids.manager })).json.user;
    expect([second.department, first.manager, second.manager]).toEqual([first.department, here.ids.manager, here.ids.manager]);
    const byId = (await add({ email: 'd3@example.com', department: first.department })).json.user;
    expect(byId.department).toBe(first.department);
  });

  it('refuses an e-mail in use whatever its case, and says nothing of whose it is', async () => {
    const answer = await add({ email: 'SALES@Example.com' });
    expect([answer.status, answer.json.error.code]).toEqual([409, 'ALREADY_EXISTS']);
    expect(answer.text).not.toMatch(/E11000|keyValue|index|林知夏/);
  });

  it('refuses an unknown role, manager and department', async () => {
    const answer = await add({ email: 'r@example.com', roles: ['customer.sales', 'customer.nope'], manager: 'nobody@example.com' });
    expect(answer.status).toBe(422);
    expect(answer.json.error.details.map((detail: { path: string }) => detail.path)).toEqual(['/roles/1', '/manager']);
    expect((await add({ email: 'r@example.com', department: '0'.repeat(24) })).json.error.details[0].path).toBe('/department');
  });

  it('is for admins', async () => {
    expect(
      (await here.ask('POST', '/api/users', { as: here.sales, body: { name: '乙', email: 'y@example.com', admin: true } })).status,
    ).toBe(403);
    expect((await here.ask('GET', '/api/users', { as: here.manager })).status).toBe(403);
    expect((await here.ask('PATCH', `/api/users/${here.ids.sales}`, { as: here.sales, body: { admin: true } })).status).toBe(403);
    expect((await here.ask('PATCH', '/api/session', { as: here.sales, body: { admin: true, roles: ['customer.manager'] } })).status).toBe(
      422,
    );
  });

  it('shows colleagues to everybody without what is private', async () => {
    const { people } = await here.sales.call('people');
    expect(people.find((person) => person.id === here.ids.manager)).toEqual({
      id: here.ids.manager,
      name: '顾南乔',
      department: expect.any(String),
      active: true,
    });
  });
});

describe('a member’s rights', () => {
  it('change at once', async () => {
    await add({ email: 'rights@example.com', roles: ['customer.sales'], password });
    const client = await signIn(here.url, 'rights@example.com');
    const { user } = await client.call('session');
    const { id } = await client.call('createRecord', { params: customer, body: { name: '权限' } });
    await here.admin.call('updateUser', { params: { id: user.id }, body: { roles: [] } });
    await expect(client.call('record', { params: { ...customer, id } })).rejects.toMatchObject({ status: 404 });
    expect((await client.call('apps')).apps).toEqual([]);
  });

  it('end with their sessions when they are suspended, and the name stays', async () => {
    await add({ name: '丁', email: 'gone@example.com', password });
    const client = await signIn(here.url, 'gone@example.com');
    const { user } = await client.call('session');
    await here.admin.call('deleteUser', { params: { id: user.id } });
    await expect(client.call('session')).rejects.toMatchObject({ status: 401 });
    await expect(signIn(here.url, 'gone@example.com')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect((await here.admin.call('people')).people.find((person) => person.id === user.id)).toMatchObject({ name: '丁', active: false });
  });

  it('can be had back with a new one-time password', async () => {
    const { user } = (await add({ email: 'reset@example.com', password })).json;
    const { oneTimePassword = '' } = await here.admin.call('updateUser', { params: { id: user.id }, body: { resetPassword: true } });
    await expect(signIn(here.url, 'reset@example.com')).rejects.toMatchObject({ status: 401 });
    expect((await (await signIn(here.url, 'reset@example.com', oneTimePassword)).call('session')).user.mustChangePassword).toBe(true);
  });
});

describe('the last admin', () => {
  it('stays, also when two remove each other at once', async () => {
    const { user } = (await add({ name: '副手', email: 'second@example.com', password, admin: true })).json;
    const second = await signIn(here.url, 'second@example.com');
    const first = (await here.admin.call('session')).user;
    const answers = await Promise.allSettled([
      here.admin.call('updateUser', { params: { id: user.id }, body: { admin: false } }),
      second.call('updateUser', { params: { id: first.id }, body: { admin: false } }),
    ]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const admin = answers[0]?.status === 'fulfilled' ? here.admin : second;
    const me = (await admin.call('session')).user;
    await expect(admin.call('updateUser', { params: { id: me.id }, body: { active: false } })).rejects.toMatchObject({
      code: 'LAST_ADMIN',
    });
    await expect(admin.call('deleteUser', { params: { id: me.id } })).rejects.toMatchObject({ code: 'LAST_ADMIN' });
    await admin.call('updateUser', { params: { id: admin === second ? first.id : user.id }, body: { admin: true } });
  });
});

describe('departments', () => {
  it('make a tree without circles, and only empty ones go', async () => {
    const { department: top } = await here.admin.call('createDepartment', { body: { name: '总部' } });
    const { department: below } = await here.admin.call('createDepartment', { body: { name: '分部', parent: top.id } });
    await expect(here.admin.call('updateDepartment', { params: { id: top.id }, body: { parent: below.id } })).rejects.toMatchObject({
      status: 422,
    });
    await expect(here.admin.call('deleteDepartment', { params: { id: top.id } })).rejects.toMatchObject({ code: 'IN_USE' });
    await here.admin.call('deleteDepartment', { params: { id: below.id } });
    await here.admin.call('deleteDepartment', { params: { id: top.id } });
    await expect(here.admin.call('deleteDepartment', { params: { id: top.id } })).rejects.toMatchObject({ status: 404 });
  });
});

describe('an API key', () => {
  it('acts with its maker’s rights, makes no further keys and dies when revoked', async () => {
    const { key, secret } = await here.sales.call('createKey', { body: { name: '导入' } });
    const as = { ...here.sales, token: secret };
    expect((await here.ask('GET', '/api/session', { as })).json.user.name).toBe('林知夏');
    expect((await here.ask('POST', '/api/keys', { as, body: { name: '再来' } })).status).toBe(403);
    expect((await here.ask('DELETE', `/api/keys/${key.id}`, { as: here.manager })).status).toBe(404);
    expect((await here.sales.call('keys')).keys).toMatchObject([{ id: key.id, name: '导入' }]);
    await here.sales.call('deleteKey', { params: { id: key.id } });
    expect((await here.ask('GET', '/api/session', { as })).status).toBe(401);
  });
});
