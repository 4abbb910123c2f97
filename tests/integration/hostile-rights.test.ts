import { describe, expect, it } from 'vitest';
import { get, patch, post, refuseEach, useHostileWorld } from './hostile-requests.ts';
import { leads } from './hostile-world.ts';

const world = useHostileWorld();

refuseEach(world, [
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
]);

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
