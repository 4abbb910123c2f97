import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  andFilters,
  type EntityDoc,
  type Filter,
  type FilterFacts,
  filterFields,
  matchesFilter,
  normaliseEntity,
  parseFilter,
  type RecordData,
  resolveFilter,
} from '../../src/index.ts';

const document: EntityDoc = {
  key: 'deal',
  title: '商机',
  type: 'object',
  properties: {
    name: { title: '名称', type: 'string', 'x-field': { type: 'text' } },
    amount: { title: '金额', type: 'number', 'x-field': { type: 'money' } },
    due: { title: '日期', type: 'string', format: 'date', 'x-field': { type: 'date' } },
    met: { title: '时刻', type: 'string', format: 'date-time', 'x-field': { type: 'dateTime' } },
    tags: { title: '标签', type: 'array', items: { type: 'string' }, 'x-field': { type: 'tags' } },
    team: { title: '协作人', type: 'array', items: { type: 'string' }, 'x-field': { type: 'members' } },
    owner: { title: '负责人', type: 'string', 'x-field': { type: 'member' } },
    unit: { title: '部门', type: 'string', 'x-field': { type: 'department' } },
    won: { title: '赢单', type: 'boolean', 'x-field': { type: 'yesNo' } },
  },
  'x-entity': { titleField: 'name' },
};
const entity = normaliseEntity(document);
/** Thursday 5 March 2026 in UTC, and already Friday the 6th in Shanghai. */
const facts: FilterFacts = {
  now: '2026-03-05T16:30:00.000Z',
  timeZone: 'Asia/Shanghai',
  me: 'u1',
  myReports: ['u2', 'u3'],
  myDepartment: 'd1',
  myDepartments: ['d1', 'd2'],
};

function meets(record: RecordData, filter: Filter, who: Partial<FilterFacts> = {}): boolean {
  return matchesFilter(resolveFilter(parseFilter(filter, entity), { ...facts, ...who }, entity), record, entity);
}

describe('an empty value', () => {
  test.each([{}, { name: null, amount: null, tags: [], won: null }, { name: '', tags: null }])(
    '%j counts as empty whichever way it is empty',
    (record) => {
      expect(meets(record, { field: 'name', op: 'empty' })).toBe(true);
      expect(meets(record, { field: 'tags', op: 'empty' })).toBe(true);
      expect(meets(record, { field: 'amount', op: 'notEmpty' })).toBe(false);
      expect(meets(record, { field: 'amount', op: 'ne', value: 3 })).toBe(true);
      expect(meets(record, { field: 'name', op: 'nin', value: ['a'] })).toBe(true);
      expect(meets(record, { field: 'amount', op: 'lt', value: 3 })).toBe(false);
      expect(meets(record, { field: 'amount', op: 'lte', value: 0 })).toBe(false);
      expect(meets(record, { field: 'won', op: 'eq', value: false })).toBe(false);
      expect(meets(record, { field: 'tags', op: 'nin', value: ['a'] })).toBe(true);
    },
  );
});

describe('texts and lists', () => {
  test('are found in either case and taken literally', () => {
    expect(meets({ name: 'Alpha.Beta' }, { field: 'name', op: 'contains', value: 'a.b' })).toBe(true);
    expect(meets({ name: 'AlphaXBeta' }, { field: 'name', op: 'contains', value: 'a.b' })).toBe(false);
    expect(meets({ name: 'Alpha' }, { field: 'name', op: 'startsWith', value: 'AL' })).toBe(true);
    expect(meets({ name: 'alpha' }, { field: 'name', op: 'eq', value: 'Alpha' })).toBe(false);
  });

  test('a list contains an element, has any of some, none of some', () => {
    const record = { tags: ['a', 'b'], team: ['u1', 'u9'] };
    expect(meets(record, { field: 'tags', op: 'contains', value: 'b' })).toBe(true);
    expect(meets(record, { field: 'tags', op: 'in', value: ['x', 'b'] })).toBe(true);
    expect(meets(record, { field: 'tags', op: 'nin', value: ['x', 'b'] })).toBe(false);
    expect(meets(record, { field: 'team', op: 'contains', value: { dynamic: 'me' } })).toBe(true);
    expect(meets(record, { field: 'team', op: 'contains', value: { dynamic: 'myReports' } })).toBe(false);
  });
});

describe('people', () => {
  test('me and mine are who acts', () => {
    expect(meets({ owner: 'u1' }, { field: 'owner', op: 'eq', value: { dynamic: 'me' } })).toBe(true);
    expect(meets({ owner: 'u3' }, { field: 'owner', op: 'in', value: { dynamic: 'myReports' } })).toBe(true);
    expect(meets({ owner: 'u1' }, { field: 'owner', op: 'ne', value: { dynamic: 'myReports' } })).toBe(true);
    expect(meets({ unit: 'd2' }, { field: 'unit', op: 'eq', value: { dynamic: 'myDepartments' } })).toBe(true);
  });

  test('whoever has no department does not see the records of none', () => {
    const nobody = { myDepartment: null, myDepartments: [], myReports: [] };
    expect(meets({}, { field: 'unit', op: 'eq', value: { dynamic: 'myDepartment' } }, nobody)).toBe(false);
    expect(meets({ owner: null }, { field: 'owner', op: 'in', value: { dynamic: 'myReports' } }, nobody)).toBe(false);
    expect(meets({}, { field: 'unit', op: 'ne', value: { dynamic: 'myDepartment' } }, nobody)).toBe(true);
  });
});

describe('times', () => {
  test.each([
    ['today', '2026-03-06', true],
    ['today', '2026-03-05', false],
    ['yesterday', '2026-03-05', true],
    ['tomorrow', '2026-03-07', true],
    ['thisWeek', '2026-03-02', true],
    ['thisWeek', '2026-03-08', true],
    ['thisWeek', '2026-03-09', false],
    ['lastWeek', '2026-03-01', true],
    ['nextWeek', '2026-03-09', true],
    ['thisMonth', '2026-03-31', true],
    ['lastMonth', '2026-02-28', true],
    ['nextMonth', '2026-04-30', true],
    ['thisQuarter', '2026-01-01', true],
    ['lastQuarter', '2025-10-01', true],
    ['thisYear', '2026-12-31', true],
    ['lastYear', '2025-01-01', true],
    ['lastYear', '2026-01-01', false],
    ['lastDays', '2026-02-28', true],
    ['lastDays', '2026-02-27', false],
    ['nextDays', '2026-03-12', true],
    ['nextDays', '2026-03-13', false],
  ] as const)('%s and the day %s: %s', (dynamic, due, expected) => {
    expect(meets({ due }, { field: 'due', op: 'eq', value: { dynamic } })).toBe(expected);
    expect(meets({ due }, { field: 'due', op: 'ne', value: { dynamic } })).toBe(!expected);
  });

  test('an instant belongs to the day of the organisation, not of UTC', () => {
    expect(meets({ met: '2026-03-05T16:00:00.000Z' }, { field: 'met', op: 'eq', value: { dynamic: 'today' } })).toBe(true);
    expect(meets({ met: '2026-03-05T15:59:59.999Z' }, { field: 'met', op: 'eq', value: { dynamic: 'today' } })).toBe(false);
    expect(meets({ met: '2026-03-05T16:00:00.000Z' }, { field: 'met', op: 'eq', value: '2026-03-06' })).toBe(true);
    expect(meets({ met: '2026-03-06T15:59:59.999Z' }, { field: 'met', op: 'between', value: ['2026-03-05', '2026-03-06'] })).toBe(true);
    expect(meets({ met: '2026-03-06T16:00:00.000Z' }, { field: 'met', op: 'lte', value: '2026-03-06' })).toBe(false);
    expect(meets({ met: '2026-03-05T16:10:00.000Z' }, { field: 'met', op: 'lt', value: { dynamic: 'now' } })).toBe(true);
    expect(meets({ met: '2026-03-05T16:10:00.000Z' }, { field: 'met', op: 'in', value: ['2026-01-01', '2026-03-06'] })).toBe(true);
  });

  test('before and after a span mean all of it', () => {
    expect(meets({ due: '2026-03-08' }, { field: 'due', op: 'gt', value: { dynamic: 'thisWeek' } })).toBe(false);
    expect(meets({ due: '2026-03-09' }, { field: 'due', op: 'gt', value: { dynamic: 'thisWeek' } })).toBe(true);
    expect(meets({ due: '2026-03-08' }, { field: 'due', op: 'lte', value: { dynamic: 'thisWeek' } })).toBe(true);
    expect(meets({ due: '2026-03-01' }, { field: 'due', op: 'lt', value: { dynamic: 'thisWeek' } })).toBe(true);
  });
});

describe('laws', () => {
  const amount = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
  const term = fc.record({
    field: fc.constant('amount'),
    op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
    value: fc.integer({ min: -3, max: 3 }),
  }) as fc.Arbitrary<Filter>;

  test('all and any are and and or; ne is not eq; nothing asked means everything', () => {
    fc.assert(
      fc.property(amount, term, term, (value, left, right) => {
        const record = { amount: value };
        expect(meets(record, { all: [left, right] })).toBe(meets(record, left) && meets(record, right));
        expect(meets(record, { any: [left, right] })).toBe(meets(record, left) || meets(record, right));
        expect(meets(record, andFilters(left, undefined, right))).toBe(meets(record, { all: [left, right] }));
        expect(meets(record, { all: [] })).toBe(true);
        expect(meets(record, { any: [] })).toBe(false);
        const { value: operand } = left as { value: number };
        expect(meets(record, { field: 'amount', op: 'ne', value: operand })).toBe(
          !meets(record, { field: 'amount', op: 'eq', value: operand }),
        );
      }),
    );
  });

  test('a filter names the fields it looks at', () => {
    expect([
      ...filterFields({
        all: [
          { field: 'a', op: 'empty' },
          {
            any: [
              { field: 'b', op: 'empty' },
              { field: 'a', op: 'empty' },
            ],
          },
        ],
      }),
    ]).toEqual(['a', 'b']);
  });
});
