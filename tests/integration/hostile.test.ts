import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTestServer } from '../../packages/server/test/database.ts';
import { pack } from '../../packages/server/test/pack.ts';
import { files, type Got, type HostileWorld, leads, makeWorld, password, type Send } from './hostile-world.ts';

let world: HostileWorld;

beforeAll(async () => {
  world = await makeWorld();
}, 120_000);
afterAll(async () => {
  await world?.close();
  await closeTestServer();
});

/** A hostile request and its twin: the same with the hostile part made harmless, by somebody entitled. */
interface Case {
  id: string;
  hostile: () => Send;
  twin: () => Send;
  /** Statuses that count as refused; any 4xx when left out. */
  status?: number[];
}

const post = (as: Send['as'], path: string, body?: unknown, headers?: Record<string, string>): Send => ({
  as,
  method: 'POST',
  path,
  body,
  ...(headers ? { headers } : {}),
});
const query = (as: Send['as'], body: unknown): Send => post(as, `${leads}/query`, body);
const patch = (as: Send['as'], path: string, body: unknown): Send => ({ as, method: 'PATCH', path, body });
const get = (as: Send['as'], path: string): Send => ({ as, method: 'GET', path });
const term = (field: string, op: string, value: unknown) => ({ filter: { all: [{ field, op, value }] } });
const deep = (levels: number): unknown => (levels === 0 ? { field: 'name', op: 'eq', value: 'x' } : { all: [deep(levels - 1)] });
const draft = (key: string) => `/api/apps/desk/draft/entity/${key}`;
const withField = (key: string, field: unknown): unknown => {
  const document = JSON.parse(files['entities/lead.json'] ?? '');
  return { ...document, properties: { ...document.properties, [key]: field } };
};
const put = (as: Send['as'], body: unknown): Send => ({ as, method: 'PUT', path: draft('lead'), body });
const harmless = () => put('admin', withField('extra', { title: 'Extra', type: 'string', 'x-field': { type: 'text' } }));

const cases: Case[] = [
  {
    id: 'Q01',
    hostile: () => post('anon', '/api/session', { email: 'admin@example.com', password: { $ne: null } }),
    twin: () => post('anon', '/api/session', { email: 'admin@example.com', password }),
  },
  {
    id: 'Q05',
    hostile: () => query('alice', { filter: { $or: [{ $where: '1' }] } }),
    twin: () => query('alice', { filter: { any: [{ field: 'name', op: 'eq', value: '1' }] } }),
  },
  { id: 'Q07', hostile: () => query('alice', { fields: { name: '$salary' } }), twin: () => query('alice', { fields: ['name'] }) },
  {
    id: 'Q08',
    hostile: () => query('alice', { populate: { path: 'contract', match: { $or: [{ $where: '1' }] } } }),
    twin: () => query('alice', {}),
  },
  {
    id: 'Q09 filter',
    hostile: () => query('alice', term('salary', 'startsWith', 'CANARY')),
    twin: () => query('admin', term('salary', 'startsWith', 'CANARY')),
  },
  {
    id: 'Q10 sort',
    hostile: () => query('alice', { sort: [{ field: 'salary', dir: 'asc' }] }),
    twin: () => query('admin', { sort: [{ field: 'salary', dir: 'asc' }] }),
  },
  {
    id: 'Q11',
    hostile: () => post('alice', `${leads}/aggregate`, { groups: [{ field: 'salary' }], measures: [{ op: 'count', as: 'n' }] }),
    twin: () => post('alice', `${leads}/aggregate`, { groups: [{ field: 'status' }], measures: [{ op: 'count', as: 'n' }] }),
  },
  {
    id: 'Q12 having',
    hostile: () => post('alice', `${leads}/aggregate`, { measures: [{ op: 'max', field: 'salary', as: 'n' }] }),
    twin: () => post('alice', `${leads}/aggregate`, { measures: [{ op: 'max', field: 'amount', as: 'n' }] }),
  },
  {
    id: 'Q14',
    hostile: () => query('admin', term('owner.passwordHash', 'startsWith', '$argon2')),
    twin: () => query('admin', term('owner', 'eq', world.users.bob)),
  },
  {
    id: 'Q16',
    hostile: () => query('alice', term('noSuchField', 'eq', 1)),
    twin: () => query('alice', term('amount', 'eq', 1)),
    status: [400],
  },
  {
    id: 'Q17',
    hostile: () => query('alice', term('name', 'regex', '^(a+)+$')),
    twin: () => query('alice', term('name', 'contains', '^(a+)+$')),
  },
  { id: 'Q19', hostile: () => query('alice', { filter: deep(50) }), twin: () => query('alice', { filter: deep(2) }), status: [400] },
  {
    id: 'Q19 long',
    hostile: () => query('alice', { filter: { any: Array(9000).fill({ field: 'name', op: 'eq', value: 'x' }) } }),
    twin: () => query('alice', { filter: { any: Array(5).fill({ field: 'name', op: 'eq', value: 'x' }) } }),
    status: [400],
  },
  { id: 'Q23', hostile: () => query('admin', { lookup: { from: 'users', as: 'u' } }), twin: () => query('admin', {}) },
  {
    id: 'Z02',
    hostile: () => patch('alice', `${leads}/records/${world.r1}`, { salary: 'x' }),
    twin: () => patch('alice', `${leads}/records/${world.r1}`, { amount: 2 }),
    status: [403],
  },
  {
    id: 'Z03',
    hostile: () =>
      post('alice', `${leads}/records`, {
        name: 'x',
        tenantId: 'T2',
        createdBy: world.users.admin,
        createdAt: '1970-01-01',
        _id: world.r2,
      }),
    twin: () => post('alice', `${leads}/records`, { name: 'x' }),
  },
  {
    id: 'Z04',
    hostile: () => patch('alice', '/api/session', { role: 'admin', admin: true, permissionGroups: ['*'] }),
    twin: () => patch('alice', '/api/session', { locale: 'en' }),
  },
  {
    id: 'Z06',
    hostile: () => post('alice', '/api/users', { name: 'e', email: 'e@example.com', admin: true }),
    twin: () => post('admin', '/api/users', { name: 'e', email: 'e@example.com', admin: true }),
    status: [403],
  },
  {
    id: 'Z08',
    hostile: () => post('viewer', `/api/runs/${world.run}/actions`, { action: 'terminate' }),
    twin: () => get('viewer', `/api/runs/${world.run}`),
    status: [403],
  },
  {
    id: 'Z10',
    hostile: () =>
      post('alice', `${leads}/batch`, {
        update: [
          { id: world.r1, status: 'won' },
          { id: world.r2, status: 'won' },
        ],
        atomic: true,
      }),
    twin: () => post('alice', `${leads}/batch`, { update: [{ id: world.r1, status: 'won' }], atomic: true }),
  },
  {
    id: 'Z13',
    hostile: () => post('alice', '/api/apps/desk/entities/contract/records', { lead: world.r2 }),
    twin: () => post('alice', '/api/apps/desk/entities/contract/records', { lead: world.r1 }),
    status: [403, 422],
  },
  { id: 'Z17', hostile: () => get('alice', `/api/files/${world.file}`), twin: () => get('bob', `/api/files/${world.file}`), status: [404] },
  {
    id: 'Z get',
    hostile: () => get('alice', `${leads}/records/${world.r2}`),
    twin: () => get('alice', `${leads}/records/${world.r1}`),
    status: [404],
  },
  {
    id: 'Z history',
    hostile: () => get('alice', `${leads}/records/${world.r2}/changes`),
    twin: () => get('alice', `${leads}/records/${world.r1}/changes`),
    status: [404],
  },
  { id: 'Z runs', hostile: () => get('bob', `/api/runs/${world.run}`), twin: () => get('alice', `/api/runs/${world.run}`), status: [404] },
  {
    id: 'I17',
    hostile: () => ({
      as: 'anon',
      method: 'POST',
      path: `${leads}/records`,
      raw: '{"name":"x"}',
      headers: { 'content-type': 'text/plain', origin: 'https://evil.example', cookie: `formwright=${world.clients.alice.token}` },
    }),
    twin: () =>
      post('anon', `${leads}/records`, { name: 'x' }, { origin: world.server.url, cookie: `formwright=${world.clients.alice.token}` }),
    status: [403, 415],
  },
  {
    id: 'C04',
    hostile: () => post('alice', '/api/apps/desk/entities/contract/records', { lead: world.r1, approvalState: 'approved' }),
    twin: () => post('admin', '/api/apps/desk/entities/contract/records', { lead: world.r1, approvalState: 'approved' }),
    status: [403],
  },
  {
    id: 'C06',
    hostile: () => post('mgr', `/api/tasks/${world.run}-99/actions`, { action: 'approve' }),
    twin: () => get('mgr', `/api/tasks/${world.task}`),
  },
  {
    id: 'E02',
    hostile: () => post('alice', `${leads}/records`, { name: 'x', phone: '13800000002' }),
    twin: () => post('alice', `${leads}/records`, { name: 'x', phone: '13800000009' }),
    status: [409, 422],
  },
  {
    id: 'E04',
    hostile: () => patch('alice', `${leads}/records/${world.r1}`, { salary: { not: 'a text' } }),
    twin: () => patch('alice', `${leads}/records/${world.r1}`, { amount: 3 }),
    status: [403],
  },
  {
    id: 'P06',
    hostile: () =>
      post('admin', '/api/apps', { package: pack({ ...files, 'settings.json': '{"signup":"open"}', 'users/x.json': '{"key":"x"}' }) }),
    twin: () => post('admin', '/api/apps', { package: pack({ 'app.json': '{"key":"p06","title":"x","version":"1.0.0"}' }) }),
  },
  {
    id: 'P07',
    hostile: () =>
      post('admin', '/api/apps', {
        package: pack({ 'app.json': '{"key":"p07","title":"x","version":"1.0.0","__proto__":{"isAdmin":true}}' }),
      }),
    twin: () => post('admin', '/api/apps', { package: pack({ 'app.json': '{"key":"p07","title":"x","version":"1.0.0"}' }) }),
  },
  {
    id: 'P10',
    hostile: () => post('admin', '/api/apps', { package: pack(files) }),
    twin: () => post('admin', '/api/apps', { blank: { key: 'p10', title: 'x' } }),
    status: [409],
  },
  {
    id: 'P11',
    hostile: () => post('alice', '/api/files', { files: { f: { filepath: '/etc/passwd', originalFilename: 'x.txt' } } }),
    twin: () => get('alice', '/api/session'),
    status: [415],
  },
  ...(['pattern', '$ref', 'anyOf', 'patternProperties'] as const).map(
    (keyword): Case => ({
      id: `S ${keyword}`,
      hostile: () =>
        put(
          'admin',
          withField('extra', {
            title: 'x',
            type: 'string',
            'x-field': { type: 'text' },
            [keyword]: keyword === 'pattern' ? '^(a+)+$' : 'http://169.254.169.254/',
          }),
        ),
      twin: harmless,
    }),
  ),
  ...['toString_ ', 'hasOwnProperty', '$where', 'a.b', '', '_id', '__v', 'createdBy', '\u0000x', ' x ', 'x\u202ey'].map(
    (name): Case => ({
      id: `S11 ${JSON.stringify(name)}`,
      hostile: () => put('admin', withField(name, { title: 'x', type: 'string', 'x-field': { type: 'text' } })),
      twin: harmless,
    }),
  ),
  ...['javascript:alert(1)', 'vbscript:x', '//evil', 'data:text/html;base64,PHNjcmlwdD4='].map(
    (link): Case => ({
      id: `X08 ${link}`,
      hostile: () => post('alice', `${leads}/records`, { name: 'x', link }),
      twin: () => post('alice', `${leads}/records`, { name: 'x', link: 'https://example.com/' }),
    }),
  ),
  ...['1e400', Number.MAX_VALUE.toString().repeat(2), true, [1], {}].map(
    (amount): Case => ({
      id: `S14 ${JSON.stringify(amount)}`.slice(0, 40),
      hostile: () => post('alice', `${leads}/records`, { name: 'x', amount }),
      twin: () => post('alice', `${leads}/records`, { name: 'x', amount: 1 }),
    }),
  ),
];

describe.each(cases)('$id', ({ hostile, twin, status }) => {
  it('is refused by name, and its harmless twin is not', async () => {
    const refused = await world.send(hostile());
    expect([refused.status, status ?? (refused.status >= 400 && refused.status < 500)]).toEqual([refused.status, status ?? true]);
    if (status) expect(status).toContain(refused.status);
    expect(refused.json?.error.code).toMatch(/^[A-Z_]+$/);
    expectSilent(refused);
    const allowed = await world.send(twin());
    expect([allowed.status < 300, allowed.status < 300 ? '' : allowed.text]).toEqual([true, '']);
  });
});

/** No secret, no trace of the program, nothing of the database. */
function expectSilent({ text }: Got): void {
  expect(text).not.toContain('CANARY');
  expect(text).not.toMatch(/E11000|keyValue|node_modules|\.ts:\d|at async/);
}

describe('what a person may not see', () => {
  it('is in no answer of theirs', async () => {
    const asked: Send[] = [
      query('alice', { count: true }),
      query('viewer', { count: true, search: 'salary' }),
      query('alice', { search: 'CANARY' }),
      post('alice', `${leads}/aggregate`, { groups: [{ field: 'status' }, { field: 'owner' }], measures: [{ op: 'count', as: 'n' }] }),
      get('alice', '/api/apps/desk'),
      get('viewer', `${leads}/records/${world.r1}`),
      get('alice', `${leads}/records/${world.r1}/changes`),
      get('mgr', `/api/tasks/${world.task}`),
      get('alice', '/api/tasks?box=started'),
      get('alice', '/api/notifications'),
    ];
    for (const request of asked) {
      const { status, text } = await world.send(request);
      if (request.as === 'viewer') expect([request.path, status, text.includes('-salary')]).toEqual([request.path, 200, false]);
      else expect([request.path, status, text.includes('CANARY')]).toEqual([request.path, 200, false]);
    }
    expect((await world.send(query('alice', { count: true, search: 'bobs' }))).json.count).toBe(0);
    expect((await world.send(get('alice', '/api/apps/desk'))).text).not.toContain('salary');
  });
});

describe('races', () => {
  it('C08: contracts made at once all get numbers of their own', { timeout: 120_000 }, async () => {
    const made = await Promise.all(
      Array.from({ length: 64 }, () => world.send(post('alice', '/api/apps/desk/entities/contract/records', { lead: world.r1 }))),
    );
    expect(made.map((answer) => answer.status)).toEqual(Array(64).fill(201));
    expect(new Set(made.map((answer) => answer.json.no)).size).toBe(64);
  });

  it('C11: deleting a record while its run is decided ends in some order, never in a 5xx', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      const { json: record } = await world.send(post('alice', `${leads}/records`, { name: `race ${round}` }));
      const { json } = await world.send(post('alice', '/api/apps/desk/workflows/approve/start', { record: record.id }));
      const answers = await Promise.all([
        world.send({ as: 'alice', method: 'DELETE', path: `${leads}/records/${record.id}` }),
        world.send(post('mgr', `/api/tasks/${json.run.tasks[0].id}/actions`, { action: 'approve' })),
      ]);
      for (const answer of answers) expect(answer.status).toBeLessThan(500);
    }
  });
});

describe('E05: rubbish', () => {
  it('over all routes answers 4xx and the server lives', { timeout: 120_000 }, async () => {
    const document = (await world.send(get('admin', '/api/openapi.json'))).json as { paths: Record<string, Record<string, unknown>> };
    const junk = [undefined, null, 0, 'x', [], {}, { id: {} }, { $where: '1' }, 'x'.repeat(5000)];
    let seed = 7;
    const pick = <T>(list: readonly T[]): T => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return list[seed % list.length] as T;
    };
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of Object.keys(item)) {
        for (let round = 0; round < 6; round += 1) {
          if (path === '/api/session' && method === 'delete') continue;
          const filled = path.replace(/\{(\w+)\}/g, () =>
            encodeURIComponent(pick(['desk', 'lead', world.r1, 'x', '%', '..', '🙂', 'a'.repeat(300), world.task])),
          );
          const body = method === 'get' || method === 'delete' ? undefined : pick(junk);
          const { status, text } = await world.send({
            as: pick(['alice', 'viewer', 'anon'] as const),
            method: method.toUpperCase(),
            path: filled,
            body,
          });
          expect([method, filled, JSON.stringify(body)?.slice(0, 60), status < 500, status < 500 ? '' : text]).toEqual([
            method,
            filled,
            JSON.stringify(body)?.slice(0, 60),
            true,
            '',
          ]);
        }
      }
    }
    expect((await world.send(get('anon', '/health/ready'))).status).toBe(200);
  });
});
