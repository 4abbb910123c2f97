import { BSON, type Collection, type Db, type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../differential/random.ts';
import { mongodBinary, type RealMongod, startRealMongod } from '../real-mongod.ts';
import { size } from '../size.ts';
import { document, record } from './documents.ts';
import { type Answer, aggregate, attempt, change, find, project, show, typed } from './evaluate.ts';
import { filter } from './filters.ts';
import { other } from './joins.ts';
import { pattern, subjects } from './patterns.ts';
import { pipeline, projection } from './pipelines.ts';
import { anyUpdate, type UpdateCase } from './updates.ts';

const seed = Number(process.env.SEED ?? 1);
const times = size.full ? 20 : 1;
const classicEngine = ['--setParameter', 'internalQueryForceClassicEngine=true'];

describe.runIf(mongodBinary)(`filters, updates and pipelines beside a real mongod (seed ${seed})`, { timeout: size.patience }, () => {
  let real: RealMongod;
  let client: MongoClient;
  let db: Db;
  let collection: Collection<Document>;

  beforeAll(async () => {
    real = await startRealMongod(mongodBinary ?? '', classicEngine);
    client = await new MongoClient(real.uri, { enableUtf8Validation: false }).connect();
    db = client.db('language');
    collection = db.collection('documents');
  }, 120_000);

  afterAll(async () => {
    await client?.close();
    await real?.close();
  });

  async function renew(documents: readonly Document[]): Promise<Uint8Array[]> {
    await collection.deleteMany({});
    await collection.insertMany([...documents]);
    return collection
      .find({}, { raw: true })
      .map((raw) => new Uint8Array(raw as unknown as Buffer))
      .toArray();
  }

  test('a filter finds the same documents, or is refused with the same code', async () => {
    const random = createRandom(seed);
    for (let round = 0; round < 30 * times; round++) {
      const raws = await renew(Array.from({ length: 40 }, (_, _id) => ({ _id, ...document(random, 3) })));
      for (let i = 0; i < 50; i++) {
        const query = filter(random, 2);
        const theirs = await attempt(async () =>
          (
            await collection
              .find(query)
              .project({ _id: 1 })
              .sort({ _id: 1 })
              .map(({ _id }) => Number(_id))
              .toArray()
          ).join(),
        );
        agree(query, theirs, await attempt(() => find(raws, query)));
      }
    }
  });

  test('a projection shows the same fields in the same order', async () => {
    const random = createRandom(seed);
    const raws = await renew(Array.from({ length: 20 }, (_, id) => record(random, id)));
    for (let i = 0; i < 400 * times; i++) {
      const fields = projection(random);
      const theirs = await attempt(async () =>
        (
          await collection
            .find({}, { ...typed, projection: fields })
            .map(show)
            .toArray()
        ).join('\n'),
      );
      agree(fields, theirs, await attempt(() => project(raws, fields)));
    }
  });

  test('an update makes the same document, or is refused with the same code', async () => {
    const random = createRandom(seed);
    for (let i = 0; i < 1500 * times; i++) {
      const before: Document = { _id: 'one', ...document(random, 3) };
      const [raw] = (await renew([before])) as [Uint8Array];
      const update = anyUpdate(random, 'one');
      const theirs = await attempt(() => updateReal(update));
      const ours = withoutNewIds(await attempt(() => change(raw, update)));
      agree({ ...update, before }, withoutNewIds(theirs), ours);
    }
  });

  async function updateReal({ filter: q, update: u, arrayFilters, upsert }: UpdateCase): Promise<string> {
    const statement = { q, u, upsert, multi: false, ...(arrayFilters ? { arrayFilters } : {}) };
    const reply = await db.command({ update: collection.collectionName, updates: [statement] });
    if (reply.writeErrors) throw Object.assign(new Error(reply.writeErrors[0].errmsg), { code: reply.writeErrors[0].code });
    if (reply.upserted) return `upsert ${show((await collection.findOne({ _id: reply.upserted[0]._id }, typed)) ?? {})}`;
    if (reply.n === 0) return 'none';
    return reply.nModified === 0 ? 'same' : show((await collection.findOne({}, typed)) ?? {});
  }

  test('a regular expression finds the same, or is refused', async () => {
    const random = createRandom(seed);
    const raws = await renew(subjects.map((text, _id) => ({ _id, text })));
    for (let i = 0; i < 400 * times; i++) {
      const options = random.pick(['', '', 'i', 'm', 's', 'x', 'im', 'imsx']);
      const stages = [{ $project: { found: { $regexFindAll: { input: '$text', regex: { $literal: pattern(random) }, options } } } }];
      const theirs = await attempt(async () => (await collection.aggregate(stages, typed).map(show).toArray()).join('\n'));
      agree(stages, theirs, await attempt(async () => (await aggregate(raws, [], stages)).join('\n')));
    }
  });

  test('a pipeline answers the same documents, or is refused with the same code', async () => {
    const random = createRandom(seed);
    const others = Array.from({ length: 8 }, (_, id) => other(random, id));
    await db.collection('other').insertMany(others);
    const otherRaws = others.map((other) => BSON.serialize(other));
    for (let round = 0; round < 15 * times; round++) {
      const raws = await renew(Array.from({ length: 12 }, (_, id) => record(random, id)));
      for (let i = 0; i < 100; i++) {
        const stages = pipeline(random);
        const order = (lines: string[]) => (stages.some((stage) => '$group' in stage) ? lines.toSorted() : lines).join('\n');
        const theirs = await attempt(async () => order(await collection.aggregate(stages, typed).map(show).toArray()));
        agree(stages, theirs, await attempt(async () => order(await aggregate(raws, otherRaws, stages))));
      }
    }
  });
});

function agree(question: unknown, theirs: Answer, ours: Answer): void {
  if (theirs.text === ours.text) return;
  const answers = [theirs, ours].map(({ text, message }) => `${text} ${message ?? ''}`);
  expect.fail(`${BSON.EJSON.stringify(question)}\nmongod:   ${answers[0]}\nembedded: ${answers[1]}`);
}

/** An upsert without `_id` gets a new ObjectId on each side. */
function withoutNewIds({ text, message }: Answer): Answer {
  return { text: text.startsWith('upsert') ? text.replace(/"_id":\{"\$oid":"[0-9a-f]{24}"\}/, '"_id":new') : text, message };
}
