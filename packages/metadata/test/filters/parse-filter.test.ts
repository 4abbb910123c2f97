import { describe, expect, test } from 'vitest';
import {
  AppError,
  type Entity,
  type Filter,
  normaliseEntity,
  parseFilter,
  parseGroups,
  parseMeasures,
  parseSort,
} from '../../src/index.ts';
import { customerApp } from '../customer-app.ts';

const entity: Entity = normaliseEntity(customerApp().docs.entities.find((each) => each.key === 'customer')!);

function problems(input: unknown, allowed?: string[]): Array<[string, string]> {
  try {
    parseFilter(input, entity, allowed ? { allowed: (field) => allowed.includes(field.key) } : {});
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect([error.code, error.status]).toEqual(['BAD_QUERY', 400]);
    return error.details.map(({ path, code }) => [path, code]);
  }
}

const refuses = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    return (error as AppError).details.map(({ path, code }) => `${path} ${code}`);
  }
};

describe('a filter', () => {
  test('comes back with its values normalised', () => {
    const filter: Filter = {
      all: [
        { field: 'phone', op: 'eq', value: '138 1234 5678' },
        {
          any: [
            { field: 'level', op: 'in', value: ['A', 'B'] },
            { field: 'owner', op: 'eq', value: { dynamic: 'me' } },
          ],
        },
        { field: 'amount', op: 'eq', value: null },
      ],
    };
    expect(parseFilter(filter, entity)).toEqual({
      all: [
        { field: 'phone', op: 'eq', value: '13812345678' },
        {
          any: [
            { field: 'level', op: 'in', value: ['A', 'B'] },
            { field: 'owner', op: 'eq', value: { dynamic: 'me' } },
          ],
        },
        { field: 'amount', op: 'empty' },
      ],
    });
  });

  test('keeps half a phone number as it is, since people search for parts', () => {
    expect(parseFilter({ field: 'phone', op: 'contains', value: '138' }, entity)).toEqual({ field: 'phone', op: 'contains', value: '138' });
  });

  test('knows the fields that every record has', () => {
    expect(
      problems({
        all: [
          { field: 'createdAt', op: 'gte', value: '2026-01-01' },
          { field: 'createdBy', op: 'eq', value: { dynamic: 'me' } },
          { field: 'id', op: 'in', value: ['65f000000000000000000001'] },
          { field: 'version', op: 'gt', value: 1 },
        ],
      }),
    ).toEqual([]);
  });

  test('tells every problem with its path', () => {
    expect(
      problems({
        all: [
          { field: 'salary', op: 'eq', value: 1 },
          { field: 'amount', op: 'like', value: 1 },
          { field: 'amount', op: 'gt', value: '12' },
          {
            any: [
              { field: 'nextFollowUp', op: 'eq', value: '2026-02-30' },
              { field: 'tags', op: 'in', value: 'old' },
            ],
          },
          { field: 'name', op: 'empty', value: true },
          { field: 'amount', op: 'between', value: [1] },
          { field: 'amount', op: 'eq', value: { dynamic: 'me' } },
          { field: 'nextFollowUp', op: 'in', value: { dynamic: 'thisWeek' } },
          'amount > 3',
          { field: 'amount', op: 'eq', value: 1, extra: true },
        ],
      }),
    ).toEqual([
      ['/all/0/field', 'UNKNOWN_FIELD'],
      ['/all/1/op', 'UNKNOWN_OPERATOR'],
      ['/all/2/value', 'BAD_VALUE'],
      ['/all/3/any/0/value', 'BAD_VALUE'],
      ['/all/3/any/1/value', 'BAD_VALUE'],
      ['/all/4/value', 'BAD_VALUE'],
      ['/all/5/value', 'BAD_VALUE'],
      ['/all/6/value', 'BAD_VALUE'],
      ['/all/7/value', 'BAD_VALUE'],
      ['/all/8', 'BAD_FILTER'],
      ['/all/9', 'BAD_FILTER'],
    ]);
  });

  test('refuses a hidden field with the very words for one that does not exist', () => {
    const hidden = { field: 'amount', op: 'gt', value: 1 };
    expect(problems(hidden, ['name'])).toEqual([['/field', 'UNKNOWN_FIELD']]);
    expect(problems({ any: [{ all: [hidden] }] }, ['name'])).toEqual([['/any/0/all/0/field', 'UNKNOWN_FIELD']]);
  });

  test.each([
    ['$where', { $where: 'sleep(1000)' }],
    ['an operator of the database', { field: 'name', op: '$regex', value: '.*' }],
    ['an operator object as value', { field: 'name', op: 'eq', value: { $ne: null } }],
    ['a list where one value is asked for', { field: 'name', op: 'eq', value: ['a'] }],
    ['a field of a prototype', { field: 'constructor', op: 'eq', value: 'x' }],
    ['a field __proto__', JSON.parse('{"field":"__proto__","op":"eq","value":"x"}')],
    ['an own key __proto__', JSON.parse('{"__proto__":{},"all":[]}')],
    ['a path into a value', { field: 'name.length', op: 'eq', value: 1 }],
    ['nothing at all', {}],
    ['null', null],
    ['a list', []],
    ['both kinds at once', { all: [], any: [] }],
    ['infinity', { field: 'amount', op: 'gt', value: Number.POSITIVE_INFINITY }],
    ['a very long text', { field: 'name', op: 'contains', value: 'x'.repeat(5000) }],
    ['too many values', { field: 'level', op: 'in', value: Array.from({ length: 501 }, () => 'A') }],
  ])('refuses %s', (_name, input) => {
    expect(problems(input)).toHaveLength(1);
  });

  test('may be eight levels deep and no deeper, two hundred conditions long and no longer', () => {
    const nested = (depth: number): unknown => (depth === 0 ? { field: 'name', op: 'eq', value: 'x' } : { all: [nested(depth - 1)] });
    expect(problems(nested(8))).toEqual([]);
    expect(problems(nested(9))).toEqual([[`${'/all/0'.repeat(8)}`, 'FILTER_TOO_DEEP']]);
    expect(problems(nested(5000))[0]?.[1]).toBe('FILTER_TOO_DEEP');
    const wide = (count: number) => ({
      all: [0, 1, 2].map(() => ({ any: Array.from({ length: count }, () => ({ field: 'name', op: 'notEmpty' })) })),
    });
    expect(problems(wide(66))).toEqual([]);
    expect(problems(wide(67))).toEqual([['', 'FILTER_TOO_LONG']]);
  });
});

describe('sort, groups and measures', () => {
  test('come back when they are right', () => {
    expect(
      parseSort(
        [
          { field: 'amount', dir: 'desc' },
          { field: 'createdAt', dir: 'asc' },
        ],
        entity,
      ),
    ).toHaveLength(2);
    expect(parseGroups([{ field: 'nextFollowUp', bucket: 'month' }, { field: 'level' }], entity)).toHaveLength(2);
    expect(
      parseMeasures(
        [
          { op: 'count', as: 'count' },
          { op: 'sum', field: 'amount', as: 'total' },
        ],
        entity,
      ),
    ).toHaveLength(2);
    expect(parseMeasures([{ op: 'count', field: 'amount', as: 'filled' }], entity)).toEqual([
      { op: 'count', field: 'amount', as: 'filled' },
    ]);
    expect(parseGroups([{ field: 'level' }, { field: 'stage' }, { field: 'owner' }], entity)).toHaveLength(3);
    expect([parseSort(undefined, entity), parseGroups(undefined, entity), parseMeasures(undefined, entity)]).toEqual([[], [], []]);
  });

  test.each([
    ['an unknown field', () => parseSort([{ field: 'salary', dir: 'asc' }], entity), ['/0/field UNKNOWN_FIELD']],
    [
      'a hidden field',
      () => parseSort([{ field: 'amount', dir: 'asc' }], entity, { allowed: () => false, at: '/sort' }),
      ['/sort/0/field UNKNOWN_FIELD'],
    ],
    ['a list field', () => parseSort([{ field: 'tags', dir: 'asc' }], entity), ['/0/field NOT_SORTABLE']],
    ['a direction', () => parseSort([{ field: 'name', dir: 'up' }], entity), ['/0 BAD_SORT']],
    [
      'four sort keys',
      () =>
        parseSort(
          ['name', 'no', 'level', 'stage'].map((field) => ({ field, dir: 'asc' })),
          entity,
        ),
      [' TOO_MANY'],
    ],
    ['a text instead of a list', () => parseSort('name', entity), [' BAD_SORT']],
    ['grouping by remarks', () => parseGroups([{ field: 'remark' }], entity), ['/0/field NOT_GROUPABLE']],
    ['months of a text', () => parseGroups([{ field: 'level', bucket: 'month' }], entity), ['/0/bucket BAD_BUCKET']],
    ['the total of a text', () => parseMeasures([{ op: 'sum', field: 'name', as: 'x' }], entity), ['/0 MEASURE_UNFIT']],
    ['an unknown measure', () => parseMeasures([{ op: 'median', field: 'amount', as: 'x' }], entity), ['/0/op BAD_MEASURE']],
    [
      'a name used twice',
      () =>
        parseMeasures(
          [
            { op: 'count', as: 'x' },
            { op: 'sum', field: 'amount', as: 'x' },
          ],
          entity,
        ),
      ['/1/as MEASURE_REPEATED'],
    ],
    ['a name of the database', () => parseMeasures([{ op: 'count', as: '$out' }], entity), ['/0 BAD_MEASURE']],
    [
      'counting what is filled in a hidden field',
      () => parseMeasures([{ op: 'count', field: 'amount', as: 'x' }], entity, { allowed: () => false }),
      ['/0/field UNKNOWN_FIELD'],
    ],
    [
      'a hidden measure field',
      () => parseMeasures([{ op: 'max', field: 'amount', as: 'x' }], entity, { allowed: () => false }),
      ['/0/field UNKNOWN_FIELD'],
    ],
  ] as const)('refuse %s', (_name, work, expected) => {
    expect(refuses(work)).toEqual(expected);
  });
});
