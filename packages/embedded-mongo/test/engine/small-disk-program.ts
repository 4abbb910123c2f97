import { createInterface } from 'node:readline';
import { filter, openShop, raw, things } from './engine-fixture.ts';

/** Runs in a process of its own whose files may not grow: fills a store until it is refused, then waits for room and goes on. */
const shop = await openShop({ folder: process.argv[2] as string });
const length = Number(process.argv[3]);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const insert = async (_id: number) => {
  const { failures } = await shop.engine.insert(things, [raw({ _id, text: 'x'.repeat(length) })], { ordered: true });
  if (failures[0]) throw failures[0].error;
};
let inserted = 0;
try {
  for (; inserted < 100_000; inserted++) await insert(inserted);
} catch (error) {
  const { codeName } = error as { codeName: string };
  const read = await shop.find({ _id: { $lt: 3 } });
  const all = await shop.find({});
  say({ codeName, inserted, read: read.length, all: all.length, problems: (await shop.engine.check()).problems });
}
for await (const _ of createInterface({ input: process.stdin })) break;
await insert(inserted);
say({ count: await shop.engine.count(things, { filter: filter() }), problems: (await shop.engine.check()).problems });
await shop.close();
process.exit(0);
