import type { RecordData } from '@formwright/metadata';
import { beforeAll, describe, expect, it } from 'vitest';
import { readApp } from '../../src/design/apps.ts';
import { aggregate } from '../../src/read/aggregate.ts';
import { count, query } from '../../src/read/query.ts';
import type { Principal } from '../../src/store/principal.ts';
import { write } from '../../src/write/write.ts';
import { customerApp, useWorld } from '../world.ts';

const at = { app: 'crm', entity: 'customer' };
const priced = { field: 'secret', op: 'notEmpty' } as const;

/** Colleagues see prices on their own customers only; salespeople see none at all. */
const world = useWorld(() =>
  customerApp((documents) => {
    documents.roles.push({
      key: 'colleague',
      title: '同事',
      grants: [
        { entity: 'customer', actions: ['read', 'update'], scope: [{ kind: 'own' }] },
        { entity: 'customer', actions: ['read'], scope: [{ kind: 'all' }], fields: { fields: { secret: 'hidden' } } },
      ],
    });
    documents.views.push(
      { key: 'priced', entity: 'customer', title: '有底价', kind: 'grid', filter: priced, sort: [{ field: 'name', dir: 'asc' }] },
      { key: 'recent', entity: 'customer', title: '最近改过', kind: 'grid', filter: { field: 'updatedAt', op: 'notEmpty' } },
    );
  }),
);
let colleague: Principal;

beforeAll(async () => {
  const { alice, bob } = world.people;
  colleague = { kind: 'user', person: { ...alice, roles: ['crm.colleague'] }, origin: 'ui' };
  const rows: RecordData[] = [
    { name: '甲', owner: alice.id, secret: '三万', amount: 1 },
    { name: '乙', owner: alice.id, amount: 2 },
    { name: '丙', owner: bob.id, secret: '五万', amount: 4 },
  ];
  const results = await write(world.services, world.as.admin, { intents: rows.map((values) => ({ ...at, do: 'create', values })) });
  expect(results.every((result) => result.ok)).toBe(true);
});

const viewsOf = (principal: Principal) =>
  readApp(world.services, principal, { app: 'crm', locale: 'zh-CN', startable: new Set() }).documents.views.map((view) => view.key);
const names = (page: { records: RecordData[] }) => page.records.map((record) => record.name);

describe('a view that filters by a field its reader may not always see', () => {
  it('opens, in order, with the records on which they see it', async () => {
    expect(viewsOf(colleague)).toEqual(['all', 'priced', 'recent']);
    const page = await query(world.services, colleague, { ...at, view: 'priced', count: true });
    expect([names(page), page.count]).toEqual([['甲'], 1]);
    expect(names(await query(world.services, world.as.admin, { ...at, view: 'priced' }))).toEqual(['丙', '甲']);
    const sums = { ...at, view: 'priced', measures: [{ op: 'sum', field: 'amount', as: 'total' }] };
    expect(await aggregate(world.services, colleague, sums)).toEqual([{ total: 1 }]);
    expect(await aggregate(world.services, world.as.admin, sums)).toEqual([{ total: 5 }]);
  });

  it('takes a filter of their own on top, which still may not name that field', async () => {
    expect(await count(world.services, colleague, { ...at, view: 'priced', filter: { field: 'amount', op: 'gt', value: 1 } })).toBe(0);
    await expect(query(world.services, colleague, { ...at, filter: priced })).rejects.toMatchObject({ code: 'BAD_QUERY' });
  });

  it('by the last change shows only records of which they may know every change', async () => {
    expect(await count(world.services, colleague, { ...at, view: 'recent' })).toBe(2);
    expect(await count(world.services, world.as.admin, { ...at, view: 'recent' })).toBe(3);
  });

  it('is not there for who never sees it', async () => {
    expect(viewsOf(world.as.alice)).toEqual(['all']);
    await expect(query(world.services, world.as.alice, { ...at, view: 'priced' })).rejects.toMatchObject({ code: 'BAD_QUERY' });
    const unknown = await query(world.services, world.as.alice, { ...at, view: 'nowhere' }).catch((error) => error.details[0].code);
    const hidden = await query(world.services, world.as.alice, { ...at, view: 'priced' }).catch((error) => error.details[0].code);
    expect(hidden).toBe(unknown);
  });

  it('tells the browser which fields it may offer for filter and sort', () => {
    const { access } = readApp(world.services, colleague, { app: 'crm', locale: 'zh-CN', startable: new Set() });
    expect(access.customer?.fields.secret).toBe('write');
    expect(access.customer?.askable).toContain('name');
    expect(access.customer?.askable).not.toContain('secret');
    expect(access.customer?.askable).not.toContain('updatedAt');
  });
});
