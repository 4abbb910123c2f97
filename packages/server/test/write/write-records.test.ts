import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { get } from '../../src/read/get.ts';
import { openFile } from '../../src/read/open-file.ts';
import { storeFile } from '../../src/write/file.ts';
import type { Intent } from '../../src/write/intent.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const contact = { app: 'crm', entity: 'contact' } as const;
type Who = keyof typeof world.as;
const send = async (who: Who, ...intents: Intent[]) => write(world.services, world.as[who], { intents });
const make = (who: Who, values: Record<string, unknown>) =>
  writeOne(world.services, world.as[who], { intent: { ...at, do: 'create', values } });
const change = (who: Who, id: string, values: Record<string, unknown>, version?: number) =>
  send(who, { ...at, do: 'update', id, values, ...(version === undefined ? {} : { version }) });

describe('writing records', () => {
  it('creates a customer with its number, defaults and owner', async () => {
    const done = await make('alice', { name: '北京云图', amount: 1.005 });
    expect(done).toMatchObject({ did: 'created', version: 1 });
    expect(done.record).toMatchObject({
      name: '北京云图',
      stage: 'new',
      owner: world.people.alice.id,
      amount: 1.01,
      no: 'C-20261122-0001',
    });
  });

  it('starts numbers again each day of the organisation, which begins earlier than the day in UTC', async () => {
    const before = world.clock.now;
    world.clock.now = Date.parse('2026-11-22T16:30:00Z');
    expect((await make('alice', { name: '次日' })).record.no).toBe('C-20261123-0001');
    world.clock.now = before;
  });

  it('keeps the numbers that sample data brings along, and goes on after them', async () => {
    const [brought] = await write(world.services, world.system, {
      intents: [{ ...at, do: 'create', values: { name: '样例', no: 'C-20261122-0500' } }],
    });
    expect(brought).toMatchObject({ ok: true, record: { no: 'C-20261122-0500' } });
    expect((await make('alice', { name: '其后' })).record.no).toBe('C-20261122-0501');
  });

  it('refuses a salesperson who writes the level or the hidden price before it looks at the values', async () => {
    for (const values of [
      { name: '甲', level: 42 },
      { name: '甲', secret: 42 },
      { level: 'A', noSuch: 1 },
    ]) {
      const [result] = await send('alice', { ...at, do: 'create', values });
      expect(result).toMatchObject({ ok: false, error: { code: 'FIELD_FORBIDDEN', status: 403 } });
    }
  });

  it('tells every problem with its path at once', async () => {
    const [result] = await send('admin', {
      ...at,
      do: 'create',
      values: { amount: 'viel', nextFollowUp: '2026-02-30', level: 'Z', parent: '0'.repeat(24) },
    });
    expect(result?.ok).toBe(false);
    const details = result?.ok === false ? result.error.details : [];
    expect(details.map((problem) => problem.path).sort()).toEqual(['/amount', '/level', '/name', '/nextFollowUp', '/parent']);
  });

  it('refuses unknown, system and product-filled fields', async () => {
    const [result] = await send('admin', {
      ...at,
      do: 'create',
      values: { name: '甲', noSuch: 1, id: 'x', createdBy: 'y', version: 9, no: 'C-1', constructor: 1 },
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID', status: 422 } });
    const details = result?.ok === false ? result.error.details : [];
    expect(details.map((problem) => `${problem.path} ${problem.code}`).sort()).toEqual([
      '/constructor UNKNOWN_FIELD',
      '/createdBy READ_ONLY',
      '/id READ_ONLY',
      '/no READ_ONLY',
      '/noSuch UNKNOWN_FIELD',
      '/version READ_ONLY',
    ]);
  });

  it('does not tell a stranger’s record from one that is not there', async () => {
    const { id } = await make('bob', { name: '别人的' });
    const answers = [
      await change('alice', id, { name: 'x' }),
      await change('alice', '0'.repeat(24), { name: 'x' }),
      await change('alice', 'zz', { name: 'x' }),
    ];
    for (const [answer] of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await send('alice', { ...at, do: 'delete', id })).toMatchObject([{ error: { code: 'NOT_FOUND' } }]);
  });

  it('refuses to make a record that its maker could not own', async () => {
    const [result] = await send('alice', { ...at, do: 'create', values: { name: '塞给小波', owner: world.people.bob.id } });
    expect(result).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });

  it('makes no change of a write that changes nothing', async () => {
    const { id } = await make('alice', { name: '不变', tags: ['a', 'b'] });
    expect(await change('alice', id, { name: ' 不变 ', tags: ['a', 'b'] })).toMatchObject([{ did: 'unchanged', version: 1 }]);
    expect(await world.store.models.changes.countDocuments({ target: id })).toBe(1);
  });

  it('empties a field that is written as null', async () => {
    const { id } = await make('alice', { name: '清空', amount: 5 });
    await change('alice', id, { amount: null });
    expect(await get(world.services, world.as.alice, { ...at, id })).not.toHaveProperty('amount');
  });

  it('lets two people change different fields of one record, and stops the second who changes the same', async () => {
    const { id, version } = await make('alice', { name: '共改', amount: 1 });
    expect(await change('admin', id, { stage: 'talk' }, version)).toMatchObject([{ ok: true, version: 2 }]);
    expect(await change('alice', id, { amount: 2 }, version)).toMatchObject([{ ok: true, version: 3 }]);
    expect(await change('admin', id, { amount: 3 }, version)).toMatchObject([{ ok: false, error: { code: 'STALE_VERSION', status: 409 } }]);
    expect(await change('admin', id, { amount: 3 }, 99)).toMatchObject([{ ok: false, error: { code: 'STALE_VERSION' } }]);
    expect(await change('admin', id, { amount: 3 }, 3)).toMatchObject([{ ok: true }]);
  });

  it('does not stop somebody because of an edit they may not know of', async () => {
    const { id, version } = await make('alice', { name: '暗改' });
    await change('admin', id, { secret: '一' });
    expect(await change('alice', id, { name: '暗改二' }, version)).toMatchObject([{ ok: true }]);
    expect(await send('alice', { ...at, do: 'delete', id, version: 3 })).toMatchObject([{ ok: true, did: 'deleted' }]);
  });

  it('deletes into the recycle bin and takes back out, with the unique value free meanwhile', async () => {
    const { id } = await make('alice', { name: '删', phone: '13700000000' });
    await send('alice', { ...at, do: 'delete', id });
    await expect(get(world.services, world.as.alice, { ...at, id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const other = await make('alice', { name: '占', phone: '13700000000' });
    expect(await send('alice', { ...at, do: 'restore', id })).toMatchObject([{ ok: false, error: { code: 'ALREADY_EXISTS' } }]);
    await send('alice', { ...at, do: 'delete', id: other.id });
    expect(await send('alice', { ...at, do: 'restore', id })).toMatchObject([{ ok: true, did: 'restored', version: 3 }]);
    expect(await get(world.services, world.as.alice, { ...at, id })).toMatchObject({ name: '删', version: 3 });
    expect(await send('alice', { ...at, do: 'restore', id })).toMatchObject([{ ok: false, error: { code: 'NOT_FOUND' } }]);
  });

  it('links only to what the writer may read, with one answer for hidden and missing', async () => {
    const theirs = await make('bob', { name: '小波的' });
    for (const customer of [theirs.id, 'f'.repeat(24)]) {
      const [result] = await send('alice', { ...contact, do: 'create', values: { name: '王', customer } });
      expect(result).toMatchObject({ ok: false, error: { code: 'INVALID', details: [{ path: '/customer', code: 'TARGET_MISSING' }] } });
    }
  });

  it('refuses to delete what others need, and empties relations that may be empty', async () => {
    const parent = await make('admin', { name: '总部' });
    const child = await make('admin', { name: '分部', parent: parent.id });
    const [person] = await send('admin', { ...contact, do: 'create', values: { name: '李', customer: parent.id } });
    expect(await send('admin', { ...at, do: 'delete', id: parent.id })).toMatchObject([
      { ok: false, error: { code: 'IN_USE', status: 409 } },
    ]);
    await send('admin', { ...contact, do: 'delete', id: person?.ok ? person.id : '' });
    expect(await send('admin', { ...at, do: 'delete', id: parent.id })).toMatchObject([{ ok: true }]);
    const left = await get(world.services, world.as.admin, { ...at, id: child.id });
    expect(left).toMatchObject({ version: 2 });
    expect(left).not.toHaveProperty('parent');
  });

  it('never leaves a link to a record that was deleted at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const parent = await make('admin', { name: `撞${round}` });
      const [linked, deleted] = await Promise.all([
        world.services.store
          .transaction((tx) =>
            write(world.services, world.as.admin, { tx, intents: [{ ...at, do: 'create', values: { name: '链', parent: parent.id } }] }),
          )
          .then(([result]) => result),
        send('admin', { ...at, do: 'delete', id: parent.id }).then(([result]) => result),
      ]);
      expect(deleted?.ok).toBe(true);
      if (linked?.ok) expect(await get(world.services, world.as.admin, { ...at, id: linked.id })).not.toHaveProperty('parent');
    }
  });

  it('updates by a key or creates, and names rows that cannot be matched', async () => {
    const rows = [
      { name: '导一', phone: '13611110001' },
      { name: '导二', phone: '13611110002' },
      { name: '导一乙', phone: '136-1111-0001' },
      { name: '没电话' },
    ];
    const upsert = (values: Record<string, unknown>): Intent => ({ ...at, do: 'upsert', by: 'phone', values });
    const first = await send('alice', ...rows.map(upsert));
    expect(first).toMatchObject([
      { did: 'created' },
      { did: 'created' },
      { error: { code: 'KEY_REPEATED', params: { row: 1 } } },
      { error: { code: 'KEY_MISSING' } },
    ]);
    const again = await send('alice', ...rows.slice(0, 2).map((row) => upsert({ ...row, amount: 7 })));
    expect(again.map((result) => result.ok && result.did)).toEqual(['updated', 'updated']);
    expect((await send('alice', ...rows.slice(0, 2).map(upsert))).map((result) => result.ok && result.did)).toEqual([
      'unchanged',
      'unchanged',
    ]);
    expect(await send('alice', { ...at, do: 'upsert', by: 'secret', values: { name: 'x', secret: 'y' } })).toMatchObject([
      { ok: false, error: { code: 'BAD_QUERY' } },
    ]);
    expect(await send('alice', { ...at, do: 'upsert', by: 'tags', values: { name: 'x', tags: ['y'] } })).toMatchObject([
      { ok: false, error: { code: 'BAD_QUERY', details: [{ path: '/by', code: 'UNIQUE_UNFIT', params: { field: '标签' } }] } },
    ]);
    expect(await send('bob', upsert({ name: '抢', phone: '13611110001' }))).toMatchObject([
      { ok: false, error: { code: 'ALREADY_EXISTS' } },
    ]);
  });

  it('writes all or nothing when asked to', async () => {
    const intents: Intent[] = [
      { ...at, do: 'create', values: { name: '原子一', phone: '13511112222' } },
      { ...at, do: 'create', values: { name: '原子二', phone: '13511112222' } },
    ];
    const results = await write(world.services, world.as.admin, { intents, atomic: true });
    expect(results.map((result) => !result.ok && result.error.code)).toEqual(['BATCH_INVALID', 'ALREADY_EXISTS']);
    expect(await world.services.catalogue.entity('crm', 'customer').records.countDocuments({ 'f.phone': '13511112222' })).toBe(0);
    const alone = await write(world.services, world.as.admin, { intents });
    expect(alone.map((result) => result.ok)).toEqual([true, false]);
  });

  it('joins the caller’s transaction and leaves nothing when it is rolled back', async () => {
    const work = world.services.store.transaction(async (tx) => {
      const [result] = await write(world.services, world.as.admin, { tx, intents: [{ ...at, do: 'create', values: { name: '回滚' } }] });
      expect(result?.ok).toBe(true);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await world.services.catalogue.entity('crm', 'customer').records.countDocuments({ 'f.name': '回滚' })).toBe(0);
    expect(await world.store.models.changes.countDocuments({ 'fields.after': '回滚' })).toBe(0);
  });

  it('gives an uploaded file to the record of its uploader, and to the readers of that record', async () => {
    const upload = (who: Who) =>
      storeFile(world.services, world.as[who], {
        name: '../合同.pdf',
        type: 'application/pdf',
        content: Readable.from([Buffer.from('pdf')]),
      });
    const file = await upload('alice');
    expect(file).toMatchObject({ name: '合同.pdf', size: 3 });
    expect(await send('bob', { ...at, do: 'create', values: { name: '偷', papers: [file.id] } })).toMatchObject([
      { ok: false, error: { details: [{ path: '/papers', code: 'FILE_MISSING' }] } },
    ]);
    await expect(openFile(world.services, world.as.bob, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await make('alice', { name: '有附件', papers: [file.id] });
    const opened = await openFile(world.services, world.as.mei, file.id);
    expect(Buffer.concat(await opened.content.toArray()).toString()).toBe('pdf');
    await expect(openFile(world.services, world.as.bob, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const large = storeFile(world.services, world.as.alice, { name: 'x', type: 'x', content: Readable.from([Buffer.alloc(10)]), limit: 5 });
    await expect(large).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('lets an open task widen what its holder may do with that one record', async () => {
    const { id } = await make('bob', { name: '审批中' });
    const other = await make('bob', { name: '别的' });
    const grant = {
      ...at,
      record: id,
      fields: new Map([
        ['name', 'read'],
        ['level', 'write'],
      ] as const),
    };
    const principal = { kind: 'user', person: world.people.alice, origin: 'ui', grant } as const;
    const [result] = await write(world.services, principal, { intents: [{ ...at, do: 'update', id, values: { level: 'A' } }] });
    expect(result).toMatchObject({ ok: true, did: 'updated' });
    const refused = await write(world.services, principal, {
      intents: [
        { ...at, do: 'update', id, values: { name: 'x' } },
        { ...at, do: 'update', id: other.id, values: { level: 'A' } },
        { ...at, do: 'delete', id },
      ],
    });
    expect(refused.map((each) => !each.ok && each.error.code)).toEqual(['FIELD_FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN']);
  });
});
