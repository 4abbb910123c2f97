import { type Filter, matchesFilter, parseFilter, type RecordData, resolveFilter } from '@formwright/metadata';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../src/read/query.ts';
import { factsOf } from '../../src/store/create-catalogue.ts';
import type { StoredRecord } from '../../src/store/models/records.ts';
import { toData } from '../../src/store/record-view.ts';
import { write } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' };
const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);

const values: fc.Arbitrary<RecordData> = fc.record(
  {
    name: fc.constantFrom('甲', '乙', '甲乙', 'a.b', 'A.B', 'a*b', '(x)', 'x\\y'),
    remark: fc.option(fc.constantFrom('', 'Ab', 'aB', '[z]', '^', '$')),
    level: fc.option(fc.constantFrom('A', 'B', 'C')),
    tags: fc.option(fc.subarray(['红', '蓝', '绿'])),
    amount: fc.option(fc.constantFrom(0, -1.5, 2, 10, 100.25)),
    score: fc.option(fc.integer({ min: -2, max: 2 })),
    nextFollowUp: fc.option(fc.constantFrom('2026-11-21', '2026-11-22', '2026-12-01')),
    metAt: fc.option(fc.constantFrom('2026-11-21T15:59:59Z', '2026-11-21T16:00:00Z', '2026-11-22T09:00:00Z')),
    isKey: fc.option(fc.boolean()),
  },
  { requiredKeys: ['name'] },
);

const text = fc.constantFrom('甲', 'a', 'A.B', '*', '(', '\\', '[z]', '^', '$', 'ab');
const term = (field: string, ops: string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value }) as fc.Arbitrary<Filter>,
    fc.record({
      field: fc.constant(field),
      op: fc.constantFrom('in', 'nin'),
      value: fc.array(value, { maxLength: 3 }),
    }) as fc.Arbitrary<Filter>,
    fc.record({ field: fc.constant(field), op: fc.constantFrom('empty', 'notEmpty') }) as fc.Arbitrary<Filter>,
  );
const ordered = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'];
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  term('name', ['eq', 'ne', 'contains', 'startsWith'], text),
  fc.record({ field: fc.constant('remark'), op: fc.constant('contains'), value: text }) as fc.Arbitrary<Filter>,
  term('level', ['eq', 'ne'], fc.constantFrom('A', 'B', 'D')),
  term('tags', ['contains'], fc.constantFrom('红', '蓝', '紫')),
  term('amount', ordered, fc.constantFrom(0, 2, 10, 50.5)),
  term('score', ordered, fc.integer({ min: -2, max: 2 })),
  term('nextFollowUp', ordered, fc.constantFrom('2026-11-22', '2026-12-01')),
  term('metAt', ordered, fc.constantFrom('2026-11-22', '2026-11-21T16:00:00Z')),
  fc.record({
    field: fc.constantFrom('nextFollowUp', 'metAt'),
    op: fc.constantFrom(...ordered),
    value: fc.constantFrom({ dynamic: 'today' }, { dynamic: 'thisMonth' }),
  }) as fc.Arbitrary<Filter>,
  fc.record({ field: fc.constant('amount'), op: fc.constant('between'), value: fc.constantFrom([0, 10], [3, 1]) }) as fc.Arbitrary<Filter>,
  fc.record({ field: fc.constant('isKey'), op: fc.constantFrom('eq', 'ne'), value: fc.boolean() }) as fc.Arbitrary<Filter>,
  fc.record({
    field: fc.constant('owner'),
    op: fc.constantFrom('eq', 'ne'),
    value: fc.constant({ dynamic: 'me' }),
  }) as fc.Arbitrary<Filter>,
);
const filter: fc.Arbitrary<Filter> = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
  ),
})).tree;

let stored: StoredRecord[] = [];

beforeAll(async () => {
  const rows = fc.sample(values, { numRuns: 120, seed });
  const results = await write(world.services, world.as.admin, { intents: rows.map((row) => ({ ...at, do: 'create', values: row })) });
  expect(results.filter((result) => !result.ok)).toEqual([]);
  stored = await world.services.catalogue.entity('crm', 'customer').records.find({}).lean();
});

describe('filters and pages agree with what they promise', () => {
  it(`the database finds exactly the records that the filter means (seed ${seed})`, async () => {
    const { entity } = world.services.catalogue.entity('crm', 'customer');
    await fc.assert(
      fc.asyncProperty(filter, async (tree) => {
        const resolved = resolveFilter(parseFilter(tree, entity), factsOf(world.as.admin, world.services), entity);
        const meant = stored.filter((record) => matchesFilter(resolved, toData(record), entity)).map((record) => record._id.toString());
        const { records } = await query(world.services, world.as.admin, { ...at, filter: tree, fields: ['name'], limit: 500 });
        expect(records.map((record) => record.id).sort()).toEqual(meant.sort());
      }),
      { numRuns: 80, seed },
    );
  }, 120_000);

  it(`all pages together are the whole list, each record once, whatever the order (seed ${seed})`, async () => {
    const key = fc
      .constantFrom('name', 'amount', 'score', 'level', 'nextFollowUp', 'metAt', 'isKey', 'createdAt', 'remark')
      .filter((field) => field !== 'remark');
    const sorts = fc.uniqueArray(fc.record({ field: key, dir: fc.constantFrom('asc', 'desc') }), {
      maxLength: 3,
      selector: ({ field }) => field,
    });
    await fc.assert(
      fc.asyncProperty(sorts, fc.integer({ min: 7, max: 60 }), async (sort, limit) => {
        const whole = await query(world.services, world.as.admin, { ...at, sort, limit: 500, fields: [] });
        const paged: unknown[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await query(world.services, world.as.admin, { ...at, sort, limit, fields: [], ...(cursor ? { cursor } : {}) });
          paged.push(...page.records.map((record) => record.id));
          cursor = page.next;
          if (cursor === undefined) break;
        }
        expect(paged).toEqual(whole.records.map((record) => record.id));
        expect(new Set(paged).size).toBe(stored.length);
      }),
      { numRuns: 12, seed },
    );
  }, 120_000);

  it('refuses a cursor that was changed, or that belongs to another list or person', async () => {
    const { next = '' } = await query(world.services, world.as.admin, { ...at, limit: 5 });
    const other = { ...at, limit: 5, filter: { field: 'level', op: 'eq', value: 'A' } };
    await expect(query(world.services, world.as.admin, { ...other, cursor: next })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
      status: 400,
    });
    await expect(query(world.services, world.as.mei, { ...at, limit: 5, cursor: next })).rejects.toMatchObject({ code: 'BAD_CURSOR' });
    await expect(query(world.services, world.as.admin, { ...at, limit: 5, cursor: `x${next}` })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    });
    await expect(query(world.services, world.as.admin, { ...at, limit: 5, cursor: '%' })).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  });
});
