import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/engine/types.ts';
import { filter, indexSpec, openShop, type Plain, plain, raw, type Shop, things } from './engine-fixture.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const lost = { codeName: 'WriteConflict', extra: { errorLabels: ['TransientTransactionError'] } };
const insertIn = async (transaction: Transaction, document: Plain) => {
  const { failures } = await shop.engine.insert(things, [raw(document)], { ordered: true }, { transaction });
  if (failures[0]) throw failures[0].error;
};

describe('a transaction', () => {
  it('sees one moment and its own writes, and nobody sees them before its commit', async () => {
    await shop.insert({ _id: 1, n: 0 }, { _id: 2, n: 0 });
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
    const transaction = shop.engine.beginTransaction();
    expect(await shop.find({}, {}, { transaction })).toHaveLength(2);
    await shop.set({ _id: 2 }, { n: 5 });
    await shop.set({ _id: 1 }, { n: 7 }, { transaction });
    await insertIn(transaction, { _id: 3, n: 7 });
    expect(await shop.find({ n: 7 }, {}, { transaction })).toEqual([
      { _id: 1, n: 7 },
      { _id: 3, n: 7 },
    ]);
    expect(await shop.find({ _id: 2 }, {}, { transaction })).toEqual([{ _id: 2, n: 0 }]);
    expect(await shop.engine.count(things, { filter: filter() }, { transaction })).toBe(3);
    expect(await shop.find({ n: 7 })).toEqual([]);
    await transaction.commit();
    expect(await shop.find({ n: 7 })).toEqual([
      { _id: 1, n: 7 },
      { _id: 3, n: 7 },
    ]);
    expect(await shop.engine.count(things, { filter: filter() })).toBe(3);
    expect((await shop.engine.check()).problems).toEqual([]);
  });

  it('leaves nothing behind when aborted, and answers no more', async () => {
    const transaction = shop.engine.beginTransaction();
    await insertIn(transaction, { _id: 1 });
    transaction.abort();
    expect(await shop.find()).toEqual([]);
    await expect(insertIn(transaction, { _id: 2 })).rejects.toMatchObject({ codeName: 'NoSuchTransaction' });
    await shop.insert({ _id: 1 });
  });

  it('loses at once against another one that changed the same document', async () => {
    await shop.insert({ _id: 1 });
    const [first, second] = [shop.engine.beginTransaction(), shop.engine.beginTransaction()];
    await shop.set({ _id: 1 }, { by: 1 }, { transaction: first });
    await expect(shop.set({ _id: 1 }, { by: 2 }, { transaction: second })).rejects.toMatchObject(lost);
    expect(second.state).toBe('aborted');
    await first.commit();
    expect(await shop.find()).toEqual([{ _id: 1, by: 1 }]);
  });

  it('loses against a write that happened after its first look', async () => {
    await shop.insert({ _id: 1 });
    const transaction = shop.engine.beginTransaction();
    await shop.find({}, {}, { transaction });
    await shop.set({ _id: 1 }, { by: 'other' });
    await expect(shop.set({ _id: 1 }, { by: 'me' }, { transaction })).rejects.toMatchObject(lost);
  });

  it('loses when another one inserted the same unique value', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ email: 1 }, { unique: true })]);
    const [first, second] = [shop.engine.beginTransaction(), shop.engine.beginTransaction()];
    await insertIn(first, { _id: 1, email: 'a@b' });
    await expect(insertIn(second, { _id: 2, email: 'a@b' })).rejects.toMatchObject(lost);
    await first.commit();
    await expect(shop.insert({ _id: 3, email: 'a@b' })).rejects.toMatchObject({ code: 11000 });
  });

  it('makes a single write to the same document wait for its end', async () => {
    await shop.insert({ _id: 1, n: 0 });
    const transaction = shop.engine.beginTransaction();
    await shop.set({ _id: 1 }, { n: 1 }, { transaction });
    const waiting = shop.set({ _id: 1 }, { seen: true });
    await shop.insert({ _id: 2 });
    await transaction.commit();
    expect(await waiting).toBe(1);
    expect(await shop.find({ _id: 1 })).toEqual([{ _id: 1, n: 1, seen: true }]);
  });

  it('ends by itself after its time', async () => {
    const transaction = shop.engine.beginTransaction({ timeLimitMs: 20 });
    await insertIn(transaction, { _id: 1 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(transaction.commit()).rejects.toMatchObject({ codeName: 'NoSuchTransaction' });
    expect(await shop.find()).toEqual([]);
  });

  it('that is aborted does not keep the index from knowing about arrays after a restart', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ tags: 1 })]);
    const transaction = shop.engine.beginTransaction();
    await insertIn(transaction, { _id: 1, tags: ['a', 'b'] });
    transaction.abort();
    await shop.insert({ _id: 2, tags: ['a', 'b'] });
    shop = await shop.reopen();
    expect(await shop.find({ tags: { $in: ['a', 'b'] } })).toHaveLength(1);
  });

  it('does not use an index that came after its first look', async () => {
    await shop.insert({ _id: 1, n: 1 });
    const transaction = shop.engine.beginTransaction();
    expect(await shop.find({ n: 1 }, {}, { transaction })).toHaveLength(1);
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
    expect(await shop.find({ n: 1 }, {}, { transaction })).toHaveLength(1);
    transaction.abort();
  });

  it('whose commit is asked for again answers the same, also after a crash', async () => {
    const key = { lsid: 'session', txnNumber: 7n };
    const transaction = shop.engine.beginTransaction({ key });
    await insertIn(transaction, { _id: 1 });
    expect(shop.engine.isCommitted(key)).toBe(false);
    await Promise.all([transaction.commit(), transaction.commit()]);
    shop = await shop.reopen();
    expect(shop.engine.isCommitted(key)).toBe(true);
    expect(shop.engine.isCommitted({ ...key, txnNumber: 8n })).toBe(false);
  });

  it('loses when an index came while it wrote', async () => {
    await shop.insert({ _id: 1 });
    const transaction = shop.engine.beginTransaction();
    await insertIn(transaction, { _id: 2, n: 1 });
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
    await expect(transaction.commit()).rejects.toMatchObject(lost);
    expect((await shop.engine.check()).problems).toEqual([]);
  });

  it('behaves as if committed ones ran one after another (random histories)', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
    const step = fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      what: fc.constantFrom('add', 'add', 'add', 'read', 'commit', 'abort'),
      id: fc.integer({ min: 0, max: 3 }),
    });
    const run = async (steps: { who: number; what: string; id: number }[]) => {
      await shop.engine.delete(things, [() => ({ filter: filter(), multi: true })], { ordered: true });
      await shop.insert(...[0, 1, 2, 3].map((_id) => ({ _id, n: 0 })));
      const model = [0, 0, 0, 0];
      const open = new Map<number, { transaction: Transaction; sees: number[]; adds: number[] }>();
      const begin = async (who: number) => {
        const found = open.get(who);
        if (found) return found;
        const made = { transaction: shop.engine.beginTransaction(), sees: [...model], adds: [0, 0, 0, 0] };
        open.set(who, made);
        await shop.find({ _id: 0 }, {}, { transaction: made.transaction });
        return made;
      };
      for (const { who, what, id } of steps) {
        const mine = await begin(who);
        const { transaction, sees, adds } = mine;
        if (what === 'read') {
          const found = await shop.find({}, { sort: [{ path: '_id', descending: false }] }, { transaction });
          expect(found.map(({ n }) => n)).toEqual(sees.map((n, i) => n + adds[i]!));
          const most = Math.max(...sees.map((n, i) => n + adds[i]!));
          expect((await shop.find({ n: most }, {}, { transaction })).length).toBe(sees.filter((n, i) => n + adds[i]! === most).length);
        } else if (what === 'add') {
          const transform = (document: Uint8Array) => raw({ ...plain(document), n: (plain(document).n as number) + 1 });
          const taken = [...open.values()].some((other) => other !== mine && other.adds[id]! > 0) || model[id] !== sees[id];
          const spec = { filter: filter({ _id: id }), multi: false, transform };
          const { failures } = await shop.engine
            .update(things, [() => spec], { ordered: true }, { transaction })
            .catch((error) => ({ failures: [{ error }] }));
          expect(failures.length > 0).toBe(taken);
          if (failures.length > 0) open.delete(who);
          else adds[id] = adds[id]! + 1;
        } else {
          open.delete(who);
          if (what === 'abort') transaction.abort();
          else {
            await transaction.commit();
            for (const [i, added] of adds.entries()) model[i] = model[i]! + added;
          }
        }
      }
      for (const { transaction } of open.values()) transaction.abort();
      expect((await shop.find({}, { sort: [{ path: '_id', descending: false }] })).map(({ n }) => n)).toEqual(model);
      expect((await shop.engine.check()).problems).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), run), { numRuns: 60 });
  });
});

describe('a retryable write', () => {
  const retry = (txnNumber: number, stmtId = 0) => ({ retry: { lsid: 'session', txnNumber: BigInt(txnNumber), stmtId } });

  it('happens once, also after a restart, and answers the same', async () => {
    await shop.insert({ _id: 1, n: 0 });
    const add = (context: object) =>
      shop.engine.findAndModify(
        things,
        { filter: filter({ _id: 1 }), transform: (d) => raw({ ...plain(d), n: (plain(d).n as number) + 1 }), returnNew: true },
        context,
      );
    const first = await add(retry(1));
    shop = await shop.reopen();
    const again = await add(retry(1));
    expect(plain(again.value!)).toEqual(plain(first.value!));
    expect(again).toMatchObject({ n: 1, updatedExisting: true });
    expect(plain((await add(retry(2))).value!)).toEqual({ _id: 1, n: 2 });
    await expect(add(retry(1))).rejects.toMatchObject({ codeName: 'TransactionTooOld' });
  });

  it('inserts only what an earlier try did not', async () => {
    const documents = [1, 2, 3].map((_id) => raw({ _id }));
    await shop.insert({ _id: 2 });
    expect(await shop.engine.insert(things, documents, { ordered: false }, retry(1))).toMatchObject({
      inserted: 2,
      failures: [{ index: 1 }],
    });
    expect(await shop.engine.insert(things, documents, { ordered: false }, retry(1))).toMatchObject({
      inserted: 2,
      failures: [{ index: 1 }],
    });
    expect(await shop.find()).toHaveLength(3);
  });
});
