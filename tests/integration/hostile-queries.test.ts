import { describe, expect, it } from 'vitest';
import { get, post, query, refuseEach, useHostileWorld } from './hostile-requests.ts';
import { leads, password, type Send } from './hostile-world.ts';

const world = useHostileWorld();
const term = (field: string, op: string, value: unknown) => ({ filter: { all: [{ field, op, value }] } });
const deep = (levels: number): unknown => (levels === 0 ? { field: 'name', op: 'eq', value: 'x' } : { all: [deep(levels - 1)] });

refuseEach(world, [
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
]);

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
