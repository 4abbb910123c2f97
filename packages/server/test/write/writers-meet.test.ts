import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createServices } from '../../src/store/create-services.ts';
import type { Services } from '../../src/store/services.ts';
import { storeFile } from '../../src/write/file.ts';
import type { Intent } from '../../src/write/intent.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { customerApp, useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const send = (intents: Intent[], { atomic = false, services = world.services } = {}) =>
  write(services, world.as.alice, { intents, atomic });
const create = (values: Record<string, unknown>): Intent => ({ ...at, do: 'create', values });
const stored = (filter: Record<string, unknown>) => world.services.catalogue.entity('crm', 'customer').records.find(filter).lean();

/** Sends writes so that all but the first wait together, and share the next transaction. */
const together = <T>(...writes: (() => Promise<T>)[]) => Promise.all([send([create({ name: '占住' })]), ...writes.map((each) => each())]);

describe('two writers in one transaction', () => {
  it.each([
    ['phone', '13800000001'],
    ['name', '没有唯一规则的名称'],
  ])('who bring the same new %s make one record of it', async (by, key) => {
    const upsert = (score: number) => () => send([{ ...at, do: 'upsert', by, values: { name: '同一家', [by]: key, score } }]);
    const [, first, second] = await together(upsert(1), upsert(2));
    expect([first, second]).toMatchObject([[{ did: 'created' }], [{ did: 'updated' }]]);
    expect(await stored({ [`f.${by}`]: key })).toMatchObject([{ f: { score: 2 } }]);
  });

  it('of whom one makes a record and the other brings its key mean the same record', async () => {
    const make = () => send([create({ name: '先建', phone: '13800000002' })]);
    const bring = () => send([{ ...at, do: 'upsert', by: 'phone', values: { name: '后到', phone: '138-0000-0002' } }], { atomic: true });
    const [, , second] = await together(make, bring);
    expect(second).toMatchObject([{ did: 'updated' }]);
    expect(await stored({ 'f.phone': '13800000002' })).toMatchObject([{ f: { name: '后到' } }]);
  });

  it('of whom one takes the key away leave it to the other', async () => {
    const { id } = await writeOne(world.services, world.as.alice, { intent: create({ name: '改号', phone: '13800000003' }) });
    const leave = () => send([{ ...at, do: 'update', id, values: { phone: '13800000004' } }]);
    const bring = () => send([{ ...at, do: 'upsert', by: 'phone', values: { name: '接号', phone: '13800000003' } }]);
    const [, , second] = await together(leave, bring);
    expect(second).toMatchObject([{ did: 'created' }]);
  });

  it('who want the same file do not both get it', async () => {
    const content = Readable.from([Buffer.from('x')]);
    const file = await storeFile(world.services, world.as.alice, { name: 'a.txt', type: 'text/plain', content });
    const take = (name: string) => () => send([create({ name, papers: [file.id] })], { atomic: true });
    const [, first, second] = await together(take('甲'), take('乙'));
    expect([first?.[0]?.ok, second?.[0]?.ok]).toEqual([true, false]);
    expect(await stored({ 'f.papers': file.id })).toHaveLength(1);
  });
});

describe('a write that the database leaves in the dark', () => {
  it('about what is published now is refused, with all who wait with it, and the next ones go on', async () => {
    const other = await createServices(world.store, { now: () => world.clock.now });
    await world.publish(customerApp());
    const away = new Error('the database does not answer');
    const services: Services = { ...other, catalogue: { ...other.catalogue, refresh: () => Promise.reject(away) } };
    const attempts = ['甲', '乙'].map((name) => () => send([create({ name })], { services }).catch((error: unknown) => error));
    expect(await together(...attempts)).toMatchObject([[{ ok: true }], away, away]);
    expect(await send([create({ name: '其后' })])).toMatchObject([{ ok: true }]);
  });

  it('about its commit leaves its number unused, for it may be taken', async () => {
    let isDark = true;
    const store = Object.create(world.store, {
      transaction: {
        value: async (...given: Parameters<typeof world.store.transaction>) => {
          const results = await world.store.transaction(...given);
          if (!isDark) return results;
          throw Object.assign(new Error('no answer'), { hasErrorLabel: (label: string) => label === 'UnknownTransactionCommitResult' });
        },
      },
    });
    const services: Services = { ...world.services, store };
    await expect(send([create({ name: '不知道' })], { services })).rejects.toThrow('no answer');
    const [dark] = await stored({ 'f.name': '不知道' });
    isDark = false;
    const [next] = await send([create({ name: '下一个' })], { services });
    expect(next?.ok && next.record.no).not.toBe(dark?.f.no);
  });
});
