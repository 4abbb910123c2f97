import type { RecordData } from '@formwright/metadata';
import { beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../src/read/aggregate.ts';
import { changes } from '../../src/read/changes.ts';
import { get } from '../../src/read/get.ts';
import { count, query } from '../../src/read/query.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' };
const names = (page: { records: RecordData[] }) => page.records.map((record) => record.name);

beforeAll(async () => {
  const { alice, bob } = world.people;
  const rows: RecordData[] = [
    {
      name: '重庆云图',
      phone: '13800000001',
      level: 'A',
      amount: 0.1,
      nextFollowUp: '2026-11-20',
      metAt: '2026-10-31T16:30:00Z',
      owner: alice.id,
      secret: '三万',
      tags: ['老客户', 'VIP'],
    },
    {
      name: '北京启明',
      phone: '13800000002',
      level: 'B',
      amount: 0.2,
      nextFollowUp: '2026-12-01',
      metAt: '2026-10-31T15:30:00Z',
      owner: alice.id,
    },
    { name: 'acme 科技', phone: '13911112222', level: 'B', amount: 10.05, owner: bob.id, secret: '五万' },
    { name: 'Zeta', level: 'A', owner: bob.id },
  ];
  const results = await write(world.services, world.as.admin, { intents: rows.map((values) => ({ ...at, do: 'create', values })) });
  expect(results.every((result) => result.ok)).toBe(true);
});

describe('reading records', () => {
  it('shows each salesperson only their own customers, in lists, counts, search and groups', async () => {
    const mine = await query(world.services, world.as.alice, { ...at, count: true, sort: [{ field: 'name', dir: 'asc' }] });
    expect(names(mine)).toEqual(['北京启明', '重庆云图']);
    expect(mine.count).toBe(2);
    expect(await count(world.services, world.as.bob, { ...at, search: '云图' })).toBe(0);
    const grouped = await aggregate(world.services, world.as.alice, {
      ...at,
      groups: [{ field: 'level' }],
      measures: [{ op: 'count', as: 'n' }],
    });
    expect(grouped).toEqual([
      { level: 'A', n: 1 },
      { level: 'B', n: 1 },
    ]);
  });

  it('shows a manager the customers of the people they manage', async () => {
    expect(await count(world.services, world.as.mei, at)).toBe(4);
  });

  it('answers only the fields asked for, beside the system fields', async () => {
    const { records } = await query(world.services, world.as.alice, { ...at, fields: ['name'], limit: 1 });
    expect(Object.keys(records[0] ?? {}).sort()).toEqual(['createdAt', 'createdBy', 'id', 'name', 'updatedAt', 'updatedBy', 'version']);
  });

  it('never shows a hidden field and refuses it wherever it is named', async () => {
    const { records } = await query(world.services, world.as.alice, at);
    expect(JSON.stringify(records)).not.toContain('三万');
    const hidden = [
      { filter: { field: 'secret', op: 'eq', value: '三万' } },
      { filter: { any: [{ field: 'secret', op: 'empty' }] } },
      { sort: [{ field: 'secret', dir: 'asc' }] },
      { fields: ['secret'] },
      { filter: { field: 'noSuchField', op: 'eq', value: 1 } },
    ];
    for (const part of hidden)
      await expect(query(world.services, world.as.alice, { ...at, ...part })).rejects.toMatchObject({ code: 'BAD_QUERY', status: 400 });
    const grouping = { ...at, groups: [{ field: 'secret' }], measures: [{ op: 'count', as: 'n' }] };
    await expect(aggregate(world.services, world.as.alice, grouping)).rejects.toMatchObject({ code: 'BAD_QUERY' });
    expect(await count(world.services, world.as.alice, { ...at, search: '三万' })).toBe(0);
    expect(await count(world.services, world.as.admin, { ...at, search: '三万' })).toBe(1);
  });

  it('finds by part of a Chinese name, pinyin initials, the start of a word and part of a phone number', async () => {
    const find = async (search: string) => names(await query(world.services, world.as.admin, { ...at, search }));
    expect(await find('云图')).toEqual(['重庆云图']);
    expect(await find('cqyt')).toEqual(['重庆云图']);
    expect(await find('ACM')).toEqual(['acme 科技']);
    expect(await find('1111222')).toEqual(['acme 科技']);
    expect(await find('科 acme')).toEqual(['acme 科技']);
    expect(await find('没有')).toEqual([]);
    expect((await find('1380000')).sort()).toEqual(['北京启明', '重庆云图']);
  });

  it('orders Chinese by pinyin and puts empty values first', async () => {
    const byName = await query(world.services, world.as.admin, { ...at, sort: [{ field: 'name', dir: 'asc' }] });
    expect(names(byName)).toEqual(['acme 科技', '北京启明', '重庆云图', 'Zeta']);
    const byAmount = await query(world.services, world.as.admin, { ...at, sort: [{ field: 'amount', dir: 'asc' }] });
    expect(names(byAmount)).toEqual(['Zeta', '重庆云图', '北京启明', 'acme 科技']);
  });

  it('sums money exactly and puts moments into the months of the organisation', async () => {
    const [total] = await aggregate(world.services, world.as.admin, {
      ...at,
      measures: [
        { op: 'sum', field: 'amount', as: 'total' },
        { op: 'count', as: 'n' },
      ],
    });
    expect(total).toEqual({ total: 10.35, n: 4 });
    const months = await aggregate(world.services, world.as.admin, {
      ...at,
      groups: [{ field: 'metAt', bucket: 'month' }],
      measures: [{ op: 'count', as: 'n' }],
    });
    expect(months).toEqual([
      { metAt: null, n: 2 },
      { metAt: '2026-10-01', n: 1 },
      { metAt: '2026-11-01', n: 1 },
    ]);
    const big = await aggregate(world.services, world.as.admin, {
      ...at,
      groups: [{ field: 'level' }],
      measures: [{ op: 'sum', field: 'amount', as: 'total' }],
      having: { field: 'total', op: 'gt', value: 1 },
      sort: [{ field: 'total', dir: 'desc' }],
    });
    expect(big).toEqual([{ level: 'B', total: 10.25 }]);
  });

  it('gives the same answer for a record that is not there and one that is not visible', async () => {
    const { records } = await query(world.services, world.as.bob, at);
    const id = String(records[0]?.id);
    await expect(get(world.services, world.as.alice, { ...at, id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(get(world.services, world.as.alice, { ...at, id: '0'.repeat(24) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(get(world.services, world.as.alice, { ...at, id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells nothing of a hidden edit: neither in history nor in the version', async () => {
    const { id } = await writeOne(world.services, world.as.alice, { intent: { ...at, do: 'create', values: { name: '历史' } } });
    world.clock.now += 60_000;
    await writeOne(world.services, world.as.admin, { intent: { ...at, do: 'update', id, values: { secret: '不说' } } });
    const seen = await get(world.services, world.as.alice, { ...at, id });
    expect(seen).toMatchObject({ version: 1, updatedBy: world.people.alice.id });
    expect(await get(world.services, world.as.admin, { ...at, id })).toMatchObject({ version: 2, updatedBy: world.people.admin.id });
    const history = await changes(world.services, world.as.alice, { ...at, id });
    expect(history.changes.map((change) => change.kind)).toEqual(['create']);
    const whole = await changes(world.services, world.as.admin, { ...at, id });
    expect(whole.changes[0]).toMatchObject({
      kind: 'update',
      origin: 'ui',
      by: { name: 'admin' },
      fields: { secret: { before: null, after: '不说' } },
    });
  });
});
