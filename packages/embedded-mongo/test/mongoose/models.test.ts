import { Schema, Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectMongoose, type MongooseStore } from './connection.ts';

let store: MongooseStore;
beforeAll(async () => {
  store = await connectMongoose();
});
afterAll(() => store.close());
beforeEach(async () => {
  for (const name of store.connection.modelNames()) store.connection.deleteModel(name);
  await store.connection.dropDatabase();
});

const model = (name: string, schema: Schema) => store.connection.model(name, schema);

describe('mongoose', () => {
  test('populates references, also through arrays and two levels', async () => {
    const Company = model('Company', new Schema({ name: String }));
    const Person = model('Person', new Schema({ name: String, company: { type: Schema.Types.ObjectId, ref: 'Company' } }));
    const Deal = model('Deal', new Schema({ title: String, people: [{ type: Schema.Types.ObjectId, ref: 'Person' }] }));
    const company = await Company.create({ name: '云杉' });
    const people = await Person.create([
      { name: 'Ada', company },
      { name: 'Bo', company },
    ]);
    await Deal.create({ title: 'First', people });
    const deal = await Deal.findOne()
      .populate({ path: 'people', populate: 'company', options: { sort: { name: -1 } } })
      .lean();
    expect(deal).toMatchObject({
      people: [
        { name: 'Bo', company: { name: '云杉' } },
        { name: 'Ada', company: { name: '云杉' } },
      ],
    });
  });

  test('populates virtuals and counts them', async () => {
    const author = new Schema({ name: String });
    author.virtual('notes', { ref: 'Note', localField: '_id', foreignField: 'author' });
    author.virtual('noteCount', { ref: 'Note', localField: '_id', foreignField: 'author', count: true });
    const Author = model('Author', author);
    const Note = model('Note', new Schema({ text: String, author: Schema.Types.ObjectId }));
    const ada = await Author.create({ name: 'Ada' });
    await Note.create([
      { text: 'a', author: ada._id },
      { text: 'b', author: ada._id },
    ]);
    const found = await Author.findOne().populate(['notes', 'noteCount']);
    expect(found?.get('noteCount')).toBe(2);
    expect(found?.get('notes')).toHaveLength(2);
  });

  test('keeps kinds apart by discriminators', async () => {
    const Task = model('Task', new Schema({ title: String }, { discriminatorKey: 'kind' }));
    const Call = Task.discriminator('Call', new Schema({ phone: String }));
    const Visit = Task.discriminator('Visit', new Schema({ place: String }));
    await Call.create({ title: 'Ring', phone: '1' });
    await Visit.create([
      { title: 'See', place: '杭州' },
      { title: 'Look', place: '上海' },
    ]);
    expect(await Visit.countDocuments()).toBe(2);
    expect((await Task.find().sort({ title: 1 }).lean()).map(({ kind }) => kind)).toEqual(['Visit', 'Call', 'Visit']);
  });

  test('notices by the version that an array changed under a save', async () => {
    const List = model('List', new Schema({ items: [String] }));
    const { _id } = await List.create({ items: ['a', 'b', 'c'] });
    const [mine, theirs] = [await List.findById(_id), await List.findById(_id)];
    (theirs?.get('items') as Types.Array<string> | undefined)?.pull('a');
    await theirs?.save();
    mine?.set('items.0', 'changed');
    await expect(mine?.save()).rejects.toMatchObject({ name: 'VersionError' });
  });

  test('notices a concurrent change where optimistic concurrency is on', async () => {
    const Doc = model('Doc', new Schema({ text: String }, { optimisticConcurrency: true }));
    const { _id } = await Doc.create({ text: 'a' });
    const [mine, theirs] = [await Doc.findById(_id), await Doc.findById(_id)];
    await theirs?.set('text', 'b').save();
    await expect(mine?.set('text', 'c').save()).rejects.toMatchObject({ name: 'VersionError' });
  });

  test('writes in bulk and reports what failed', async () => {
    const Item = model('Item', new Schema({ code: { type: String, unique: true }, n: Number }));
    await Item.init();
    const result = await Item.bulkWrite([
      { insertOne: { document: { code: 'a', n: 1 } } },
      { updateOne: { filter: { code: 'b' }, update: { n: 2 }, upsert: true } },
      { updateMany: { filter: {}, update: { $inc: { n: 10 } } } },
      { deleteOne: { filter: { code: 'a' } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, modifiedCount: 2, deletedCount: 1 });
    const failing = Item.bulkWrite([{ insertOne: { document: { code: 'b' } } }, { insertOne: { document: { code: 'c' } } }], {
      ordered: false,
    });
    await expect(failing).rejects.toMatchObject({ code: 11000, writeErrors: [{ index: 0, code: 11000 }] });
    expect(await Item.distinct('code')).toEqual(['b', 'c']);
  });

  test('tells which unique key was there already', async () => {
    const User = model('User', new Schema({ email: { type: String, unique: true } }));
    await User.init();
    await User.create({ email: 'a@example.com' });
    await expect(User.create({ email: 'a@example.com' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'a@example.com' },
      message: 'E11000 duplicate key error collection: crm.users index: email_1 dup key: { email: "a@example.com" }',
    });
  });

  test('makes, lists and drops the indexes of a schema', async () => {
    const schema = new Schema({ a: Number, b: String, at: Date });
    schema
      .index({ a: 1, b: -1 })
      .index({ b: 1 }, { partialFilterExpression: { a: { $gt: 5 } } })
      .index({ at: 1 }, { expireAfterSeconds: 3600 });
    const Thing = model('Thing', schema);
    await Thing.syncIndexes();
    expect((await Thing.listIndexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1_b_-1', 'b_1', 'at_1']);
    expect(await Thing.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    schema.clearIndexes();
    await store.connection
      .deleteModel('Thing')
      .model('Thing', new Schema({ a: Number }))
      .syncIndexes();
    expect(await store.connection.collection('things').indexes()).toHaveLength(1);
  });

  test('hides the indexes that a schema no longer has', async () => {
    const Thing = model('Thing', new Schema({ a: { type: Number, index: true } }));
    await Thing.init();
    const Later = store.connection.deleteModel('Thing').model('Thing', new Schema({ a: Number }));
    expect(await Later.cleanIndexes({ hideIndexes: true })).toEqual(['a_1']);
    expect(await Later.listIndexes()).toMatchObject([{ name: '_id_' }, { name: 'a_1', hidden: true }]);
  });

  test('runs hooks, plugins, timestamps and setters as usual', async () => {
    const schema = new Schema({ name: { type: String, trim: true }, slug: String }, { timestamps: true });
    schema.plugin((plugged) => {
      plugged.pre('save', function addSlug() {
        this.set('slug', String(this.get('name')).toLowerCase());
      });
    });
    const Page = model('Page', schema);
    const page = await Page.create({ name: '  Hello ' });
    expect(page.toObject()).toMatchObject({ name: 'Hello', slug: 'hello', createdAt: expect.any(Date), updatedAt: expect.any(Date) });
    const changed = await Page.findOneAndUpdate({ slug: 'hello' }, { name: 'Bye' }, { returnDocument: 'after', upsert: true });
    expect(Number(changed?.get('updatedAt'))).toBeGreaterThanOrEqual(Number(page.get('updatedAt')));
  });

  test('handles maps, decimals, buffers and nested documents', async () => {
    const Mixed = model(
      'Mixed',
      new Schema({
        prices: { type: Map, of: Number },
        exact: Schema.Types.Decimal128,
        bytes: Buffer,
        any: {},
        lines: [{ qty: Number }],
        big: BigInt,
      }),
    );
    const { _id } = await Mixed.create({
      prices: { cny: 5.5 },
      exact: '0.10',
      bytes: Buffer.from('abc'),
      any: { deep: [1, { x: null }] },
      lines: [{ qty: 1 }],
      big: 9007199254740993n,
    });
    await Mixed.updateOne({ _id }, { $set: { 'prices.usd': 1 }, $push: { lines: { qty: 2 } } });
    const found = await Mixed.findById(_id);
    const { prices, exact, bytes, lines } = (found?.toObject({ flattenMaps: true }) ?? {}) as Record<string, unknown>;
    expect(prices).toEqual({ cny: 5.5, usd: 1 });
    expect(String(exact)).toBe('0.10');
    expect(String(bytes)).toBe('abc');
    expect(lines).toMatchObject([{ qty: 1 }, { qty: 2 }]);
    expect(found?.get('big')).toBe(9007199254740993n);
  });
});

describe('mongoose queries', () => {
  test('stream, page, count and aggregate', async () => {
    const Sale = model('Sale', new Schema({ region: String, amount: Number }));
    await Sale.insertMany(Array.from({ length: 300 }, (_, n) => ({ region: ['east', 'west', 'south'][n % 3], amount: n })));
    let seen = 0;
    for await (const sale of Sale.find().sort({ amount: 1 }).cursor({ batchSize: 20 })) {
      expect(sale.get('amount')).toBe(seen);
      seen++;
    }
    expect(seen).toBe(300);
    const page = await Sale.find({ region: 'west' }).sort('-amount').skip(10).limit(5).select('amount -_id').lean();
    expect(page.map(({ amount }) => amount)).toEqual([268, 265, 262, 259, 256]);
    expect(await Sale.countDocuments({ amount: { $gte: 290 } })).toBe(10);
    expect(await Sale.estimatedDocumentCount()).toBe(300);
    const totals = await Sale.aggregate([{ $group: { _id: '$region', total: { $sum: '$amount' } } }, { $sort: { _id: 1 } }]);
    expect(totals).toEqual([
      { _id: 'east', total: 14850 },
      { _id: 'south', total: 15050 },
      { _id: 'west', total: 14950 },
    ]);
  });

  test('work in transactions, which are tried again when they conflict', async () => {
    const Account = model('Account', new Schema({ balance: Number }));
    const [a, b] = await Account.create([{ balance: 100 }, { balance: 0 }]);
    const move = () =>
      store.connection.transaction(async (session) => {
        const from = await Account.findById(a?._id).session(session);
        await from?.set('balance', Number(from.get('balance')) - 10).save({ session });
        await Account.updateOne({ _id: b?._id }, { $inc: { balance: 10 } }, { session });
      });
    await Promise.all([move(), move(), move()]);
    expect((await Account.find().sort({ balance: 1 }).lean()).map(({ balance }) => balance)).toEqual([30, 70]);
    await expect(
      store.connection.transaction(async (session) => {
        await Account.create([{ _id: new Types.ObjectId(), balance: 1 }], { session });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await Account.countDocuments()).toBe(2);
  });
});
