import { describe, expect, it } from 'vitest';
import { useCompany } from '../running-server.ts';

const here = useCompany();
const base = '/api/apps/customer/entities/customer';

describe('bad input', () => {
  it('that is no JSON is a 400', async () => {
    for (const raw of ['{"name":', 'name=x', '', '\u0000', '[1,2', '{"name":"x"}}']) {
      if (raw === '') continue;
      const answer = await here.ask('POST', `${base}/records`, { as: here.admin, raw });
      expect([raw, answer.status, answer.json.error.code]).toEqual([raw, 400, 'BAD_JSON']);
    }
  });

  it('is refused with 415 when it does not say that it is JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx']) {
      const answer = await here.ask('POST', `${base}/records`, { as: here.admin, raw: '{"name":"x"}', headers: { 'content-type': type } });
      expect([type, answer.status]).toEqual([type, 415]);
    }
    expect((await here.ask('POST', '/api/files', { as: here.admin, body: { files: { f: { filepath: '/etc/passwd' } } } })).status).toBe(
      415,
    );
  });

  it('holding names that reach into JavaScript is refused, and nothing is polluted', async () => {
    for (const raw of [
      '{"name":"x","__proto__":{"admin":true}}',
      '{"name":"x","a":{"constructor":{"prototype":{"x":1}}}}',
      '{"prototype":1}',
    ]) {
      expect((await here.ask('POST', `${base}/records`, { as: here.admin, raw })).status).toBe(400);
    }
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('that is too deep or too large is refused', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect((await here.ask('POST', `${base}/query`, { as: here.admin, raw: `{"filter":${deep}}` })).status).toBe(400);
    expect((await here.ask('POST', `${base}/records`, { as: here.admin, body: { name: 'x'.repeat(1_100_000) } })).status).toBe(413);
    expect((await here.ask('POST', `${base}/batch`, { as: here.admin, body: { create: Array(10_001).fill({}) } })).status).toBe(413);
    expect((await here.ask('POST', `${base}/records`, { as: here.admin, raw: '{"name":"x","amount":1e999}' })).status).toBe(400);
  });

  it('in a record is a 422 with every path', async () => {
    const answer = await here.ask('POST', `${base}/records`, { as: here.admin, body: { phone: 7, level: 'Z', amount: 'abc', nope: 1 } });
    expect(answer.status).toBe(422);
    expect(answer.json.error.details.map((detail: { path: string }) => detail.path)).toEqual(
      expect.arrayContaining(['/name', '/phone', '/level', '/amount', '/nope']),
    );
    expect(answer.json.error.requestId).toMatch(/^[0-9a-f]{16}$/);
    expect(answer.text).not.toMatch(/node_modules|at [A-Z]\w+\.|\.ts:/);
  });

  it('that is null where an object belongs is refused as what it is', async () => {
    for (const [path, status] of [
      [`${base}/records`, 422],
      [`${base}/query`, 400],
      ['/api/apps/customer/publish', 422],
    ] as const) {
      const answer = await here.ask('POST', path, { as: here.admin, raw: 'null' });
      expect([path, answer.status, answer.json.error.details]).toEqual([path, status, [expect.objectContaining({ path: '' })]]);
    }
  });

  it('in a batch is told row by row, and only of the rows that are wrong', async () => {
    const batch = (body: unknown) => here.ask('POST', `${base}/batch`, { as: here.admin, body });
    const rows = await batch({ atomic: true, create: [{ name: '好' }, { name: '' }, { name: '也好' }] });
    expect([rows.status, rows.json.error.code, rows.json.error.message]).toEqual([422, 'BATCH_INVALID', '有 1 行需要改正，整批没有写入']);
    expect(rows.json.error.details.map((detail: { path: string }) => detail.path)).toEqual(['/create/1/name']);
    for (const [row, path] of [
      [{ name: '无名' }, '/update/0/id'],
      [{ id: 7 }, '/update/0/id'],
      [{ id: '0'.repeat(24), version: 'x' }, '/update/0/version'],
    ] as const) {
      const refused = await batch({ update: [row] });
      expect([refused.status, refused.json.error.details.map((detail: { path: string }) => detail.path)]).toEqual([422, [path]]);
    }
  });

  it('in a query is a 400', async () => {
    const bad = [
      { filter: { field: 'nope', op: 'eq', value: 1 } },
      { filter: { field: 'name', op: 'regex', value: '^(a+)+$' } },
      { filter: { $or: [{ $where: '1' }] } },
      { sort: [{ field: 'nope', dir: 'asc' }] },
      { sort: [{ field: 'name', dir: 'up' }] },
      { fields: { name: '$secret' } },
      { cursor: 'rubbish' },
      { limit: 0 },
      { limit: 'ten' },
      { populate: { path: 'contact' } },
    ];
    for (const body of bad) {
      const answer = await here.ask('POST', `${base}/query`, { as: here.admin, body });
      expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 400]);
    }
    expect(
      (await here.ask('POST', `${base}/query`, { as: here.admin, body: { filter: { field: 'name', op: 'eq', value: 'x' } } })).status,
    ).toBe(200);
    expect(
      (await here.ask('POST', `${base}/aggregate`, { as: here.admin, body: { measures: [{ op: 'sum', field: 'nope', as: 'x' }] } })).status,
    ).toBe(400);
    expect((await here.ask('GET', '/api/tasks?box=all', { as: here.admin })).status).toBe(400);
    expect((await here.ask('GET', '/api/tasks?box=todo&box=done', { as: here.admin })).status).toBe(400);
    expect((await here.ask('GET', '/api/tasks?nope=1', { as: here.admin })).status).toBe(400);
    expect((await here.ask('GET', '/api/tasks?cursor=x', { as: here.admin })).status).toBe(400);
  });

  it('in an address finds nothing, and the wrong method is said to be wrong', async () => {
    for (const id of ['x', '0'.repeat(24), '%00', '..%2f..', '%7b%22$ne%22:1%7d'])
      expect([id, (await here.ask('GET', `${base}/records/${id}`, { as: here.admin })).status]).toEqual([id, 404]);
    expect((await here.ask('GET', `${base}/records/%ff`, { as: here.admin })).status).toBe(400);
    expect((await here.ask('GET', '/api/nothing', { as: here.admin })).json.error.code).toBe('NOT_FOUND');
    const wrong = await here.ask('PUT', '/api/users', { as: here.admin, body: {} });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('of If-Match is refused, a stale one is a 409', async () => {
    const made = await here.admin.call('createRecord', { params: { app: 'customer', entity: 'customer' }, body: { name: '甲' } });
    const patch = (version: string, name: string) =>
      here.ask('PATCH', `${base}/records/${made.id}`, { as: here.admin, body: { name }, headers: { 'if-match': version } });
    expect((await patch('abc', '乙')).status).toBe(400);
    expect((await patch('1', '乙')).status).toBe(200);
    expect([(await patch('1', '丙')).status, (await patch('1', '丙')).json.error.code]).toEqual([409, 'STALE_VERSION']);
    expect((await patch('"2"', '丁')).status).toBe(200);
  });

  it('is told in the caller’s language', async () => {
    expect((await here.ask('GET', '/api/apps', { headers: { 'accept-language': 'en-GB,en;q=0.9' } })).json.error.message).toBe(
      'Sign in first',
    );
    expect((await here.ask('GET', '/api/apps', { headers: { 'accept-language': 'zh-TW' } })).json.error.message).toBe('先登录再继续');
    expect((await here.ask('GET', `${base}/records/x`, { as: here.admin, headers: { 'accept-language': 'en' } })).json.error.message).toBe(
      '没有找到',
    );
  });
});

describe('the shape of an address', () => {
  it('opens nothing', async () => {
    const paths = [
      '/api/files/../users',
      '//api/users',
      '/api;x/users',
      '/API/USERS',
      '/api/users%2f',
      '/api/./users',
      '/api/users/',
      '/api/users?x=/api/setup',
      '/api/setup/../users',
    ];
    for (const path of paths) expect([path, [401, 404].includes((await here.ask('GET', path)).status)]).toEqual([path, true]);
  });
});
