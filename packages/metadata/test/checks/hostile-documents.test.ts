import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AppDocuments,
  checkApp,
  compileValidator,
  fieldsSchema,
  matchesFilter,
  normaliseEntity,
  toEntityField,
} from '../../src/index.ts';
import { cpuSince } from '../cpu-since.ts';

// biome-ignore lint/suspicious/noExplicitAny: hostile documents have no type
type Loose = any;

function appWith(entity: Loose): AppDocuments {
  return {
    app: { key: 'demo', title: '演示', version: '1.0.0' },
    entities: [entity],
    forms: [],
    views: [],
    workflows: [],
    dashboards: [],
    roles: [],
    i18n: {},
  };
}

function entityWith(parts: Loose): Loose {
  return {
    key: 'deal',
    title: '商机',
    type: 'object',
    properties: { name: { title: '名称', type: 'string', 'x-field': { type: 'text' } } },
    'x-entity': { titleField: 'name' },
    ...parts,
  };
}

function withField(field: Loose, key = 'extra'): Loose {
  return entityWith({ properties: { name: { title: '名称', type: 'string', 'x-field': { type: 'text' } }, [key]: field } });
}

const text = (parts: Loose = {}) => ({ title: '文本', type: 'string', 'x-field': { type: 'text' }, ...parts });

function nested(levels: number): Loose {
  let value: Loose = {};
  for (let level = 0; level < levels; level += 1) value = { allOf: [value] };
  return value;
}

describe('a hostile entity is refused when it is saved, at once and by name', () => {
  beforeAll(() => {
    checkApp(appWith(entityWith({})));
  });

  test.each<[string, Loose, string]>([
    ['a pattern that back-tracks', withField(text({ pattern: '^(a+)+$' })), 'PATTERN_UNSAFE'],
    ['a reference to another machine', withField({ $ref: 'http://169.254.169.254/latest/meta-data/' }), 'UNKNOWN_KEYWORD'],
    ['a reference to a file', withField(text({ $ref: 'file:///etc/passwd' })), 'UNKNOWN_KEYWORD'],
    ['a schema that refers to itself', entityWith({ $id: 'n' }), 'UNKNOWN_KEYWORD'],
    ['an open object', entityWith({ patternProperties: { '.*': {} }, additionalProperties: true }), 'UNKNOWN_KEYWORD'],
    ['five megabytes of nesting', entityWith({ allOf: [nested(20_000)] }), 'NESTED_TOO_DEEP'],
    ['five megabytes of text', entityWith({ description: 'x'.repeat(5_000_000) }), 'DOCUMENT_TOO_LARGE'],
    [
      'twenty thousand fields',
      entityWith({ properties: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, text({ maxLength: 10 })])) }),
      'TOO_MANY_ITEMS',
    ],
    [
      'a hundred thousand options',
      withField({
        title: '选',
        type: 'string',
        enum: Array.from({ length: 100_000 }, (_, index) => `v${index}`),
        'x-field': { type: 'choice' },
      }),
      'TOO_MANY_ITEMS',
    ],
    ['a default on a system field', withField(text({ 'x-field': { type: 'text', default: { value: 1 } } })), 'DEFAULT_UNFIT'],
    ['code in a keyword of Ajv', withField(text({ $data: '/x' })), 'UNKNOWN_KEYWORD'],
    ['a formula for a pattern', withField(text({ 'x-field': { type: 'text', pattern: '(' } })), 'SETTING_UNFIT'],
    ['a number as title', entityWith({ title: 3 }), 'NOT_TEXT'],
    ['a list for an entity', [], 'NOT_AN_OBJECT'],
    [
      'six hundred fields',
      entityWith({ properties: Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}`, text()])) }),
      'TOO_MANY',
    ],
    ['a field key with a dot', withField(text(), 'a.b'), 'BAD_KEY'],
  ])('%s', (_name, entity, code) => {
    const started = process.cpuUsage();
    const problems = checkApp(appWith(entity));
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.length).toBeLessThanOrEqual(100);
    expect(cpuSince(started)).toBeLessThan(3000);
  });

  test.each([
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '$where',
    'a.b',
    '',
    '_id',
    '__v',
    'tenantId',
    'createdBy',
    '_acl',
    '\u0000x',
    ' x ',
    'x‮y',
    '__proto__',
    'id',
    'version',
    'Name',
    'a-b',
    'and',
    'x'.repeat(64),
  ])('a field called %j', (name) => {
    const entity = withField(text(), 'placeholder');
    entity.properties = JSON.parse(JSON.stringify(entity.properties).replace('"placeholder":', () => `${JSON.stringify(name)}:`));
    expect(checkApp(appWith(entity)).filter((problem) => problem.severity !== 'warning')).not.toEqual([]);
  });

  test('while the same entity without its hostile part is accepted', () => {
    expect(checkApp(appWith(withField(text({ pattern: '^a+$' }))))).toEqual([]);
  });

  test('a key of every object is no key of a document', () => {
    expect(checkApp(appWith(entityWith({ key: 'toString' }))).map((problem) => problem.code)).toEqual(['KEY_RESERVED']);
  });
});

describe('hostile data', () => {
  const list = fieldsSchema([
    toEntityField('tags', { title: '标签', type: 'array', uniqueItems: true, 'x-field': { type: 'tags' } }, false),
  ]);

  test('of twenty thousand objects in a list without repeats is judged in half a second', () => {
    const validate = compileValidator(list);
    const data = { tags: Array.from({ length: 20_000 }, (_, index) => ({ index })) };
    const started = process.cpuUsage();
    const problems = validate(data);
    expect(cpuSince(started)).toBeLessThan(500);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
  });

  test('of three hundred thousand wrong elements tells a hundred problems at the most', () => {
    expect(compileValidator(list)({ tags: Array.from({ length: 300_000 }, () => 1) }).length).toBeLessThanOrEqual(100);
  });

  test('nested twenty thousand levels deep is refused without overflowing', () => {
    let deep: Loose = 1;
    for (let level = 0; level < 20_000; level += 1) deep = { c: deep };
    expect(compileValidator(list)(deep)).toEqual([{ path: '', code: 'NESTED_TOO_DEEP' }]);
  });

  test('with an own key __proto__ is an unknown field and pollutes nothing', () => {
    const data = JSON.parse('{"__proto__": {"isAdmin": true}, "tags": ["a"]}');
    expect(compileValidator(list)(data)).toEqual([expect.objectContaining({ code: 'UNKNOWN_FIELD', path: '/__proto__' })]);
    expect(({} as Loose).isAdmin).toBeUndefined();
  });

  test('a record does not have what only its prototype has', () => {
    const entity = normaliseEntity(entityWith({}));
    expect(matchesFilter({ field: 'name', op: 'notEmpty' }, Object.create({ name: 'x' }), entity)).toBe(false);
    expect(matchesFilter({ field: 'toString', op: 'notEmpty' }, {}, entity)).toBe(false);
  });
});
