import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../src/read/open-file.ts';
import { storeFile } from '../../src/write/file.ts';
import type { WriteResult } from '../../src/write/intent.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { customerApp, field, useWorld } from '../world.ts';

const at = { app: 'crm', entity: 'customer' } as const;

/** `secret` and `contracts` are hidden from sales; every new customer has the same secret. */
const world = useWorld(() =>
  customerApp((documents) => {
    const { properties, 'x-entity': options } = documents.entities[0]!;
    properties.secret = field({ kind: 'text', title: '底价', type: 'string', default: { value: '保密' } });
    properties.contracts = field({ kind: 'file', title: '合同', type: 'array', items: { type: 'string' } });
    options.unique = [['secret', 'name']];
    options.rules = [{ check: 'score < 5', message: '评分过高', at: 'secret' }];
    documents.roles[0]!.grants[0]!.fields!.fields!.contracts = 'hidden';
  }),
);
type Who = keyof typeof world.as;
const create = (who: Who, values: Record<string, unknown>) =>
  write(world.services, world.as[who], { intents: [{ ...at, do: 'create', values: { score: 1, ...values } }] });
const change = (who: Who, id: string, values: Record<string, unknown>) =>
  write(world.services, world.as[who], { intents: [{ ...at, do: 'update', id, values }] });
const errorIn = ([result]: WriteResult[]) => (result?.ok === false ? result.error : undefined);

describe('a refusal', () => {
  it('for a value that is taken names only fields that its writer sees', async () => {
    await create('alice', { name: '独家', stage: 'new' });
    const together = errorIn(await create('alice', { name: '独家', stage: 'talk' }));
    expect(together).toMatchObject({ code: 'ALREADY_EXISTS', params: { what: '客户名称' } });
    expect(together?.details).toEqual([{ path: '/name', code: 'DUPLICATE', params: { fields: '客户名称' } }]);
    expect(errorIn(await create('admin', { name: '独家', stage: 'won' }))?.details).toMatchObject([
      { path: '/secret', params: { fields: '底价 + 客户名称' } },
    ]);
  });

  it('of a rule whose message stands beside a hidden field is about the record', async () => {
    expect(errorIn(await create('alice', { name: '高分', score: 9 }))?.details).toEqual([
      { path: '', code: 'RULE', params: { message: '评分过高' } },
    ]);
    expect(errorIn(await create('admin', { name: '高分', score: 9 }))?.details).toMatchObject([{ path: '/secret', code: 'RULE' }]);
  });
});

describe('a file', () => {
  const upload = (who: Who) => {
    const content = Readable.from([Buffer.from('pdf')]);
    return storeFile(world.services, world.as[who], { name: 'a.pdf', type: 'application/pdf', content });
  };
  const read = async (who: Who, id: string) => {
    const { content } = await openFile(world.services, world.as[who], id);
    return Buffer.concat(await content.toArray()).toString();
  };
  const start = async (name: string) => {
    const [file, own] = [await upload('admin'), await upload('alice')];
    const values = { name, score: 1, owner: world.people.alice.id, stage: 'won', secret: name, contracts: [file.id] };
    const { id } = await writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values } });
    return { id, file: file.id, own: own.id };
  };

  it('that is moved to another field of its record is read by the rights of that field', async () => {
    const { id, file } = await start('移');
    await expect(read('alice', file)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await change('admin', id, { contracts: null, papers: [file] })).toMatchObject([{ ok: true }]);
    expect(await read('alice', file)).toBe('pdf');
  });

  it('of a hidden field is not to be had, and one cannot find out whether it is there', async () => {
    const { id, file } = await start('取');
    for (const wish of [file, 'f'.repeat(24)])
      expect(errorIn(await change('alice', id, { papers: [wish] }))?.details).toMatchObject([{ path: '/papers', code: 'FILE_MISSING' }]);
  });

  it('that somebody put into both fields hinders nobody who adds another one', async () => {
    const { id, file, own } = await start('两处');
    await change('admin', id, { papers: [file] });
    expect(await change('alice', id, { papers: [file, own] })).toMatchObject([{ ok: true }]);
    await expect(read('alice', file)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await read('alice', own)).toBe('pdf');
  });
});
