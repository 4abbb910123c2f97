import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkField } from '../../src/checks/check-field.ts';
import {
  allFieldTypeNames,
  compileValidator,
  type Field,
  type FieldTypeName,
  fieldsSchema,
  fieldType,
  fieldTypes,
  normaliseEntity,
  optionLabel,
  toEntityField,
} from '../../src/index.ts';
import { cpuSince } from '../cpu-since.ts';

const needed: Partial<Record<FieldTypeName, object>> = { relation: { to: 'customer' } };

/** A new field of a kind with what its kind cannot do without. */
function newField(name: FieldTypeName, options: object = {}): Field {
  const field = fieldType(name).create('字段');
  return { ...field, 'x-field': { ...field['x-field'], ...needed[name], ...options } };
}

function normalised(name: FieldTypeName, value: unknown, options: object = {}): unknown {
  return fieldType(name).normalise(value, newField(name, options));
}

function parsed(name: FieldTypeName, text: string, options: object = {}): unknown {
  return fieldType(name).parse(text, newField(name, options), { timeZone: 'Asia/Shanghai' });
}

function codes(name: FieldTypeName, value: unknown, options: object = {}): string[] {
  return fieldType(name)
    .check(value, newField(name, options))
    .map((problem) => problem.code);
}

describe('every kind of field', () => {
  test('of the schema is there, with words in both languages', () => {
    expect([...fieldTypes.keys()].sort()).toEqual([...allFieldTypeNames].sort());
    for (const type of fieldTypes.values()) {
      expect(type.label['zh-CN'] && type.label.en && type.help['zh-CN'] && type.help.en, type.name).toBeTruthy();
      expect(type.operators, type.name).toEqual(expect.arrayContaining(['empty', 'notEmpty']));
    }
  });

  test.each([...allFieldTypeNames])('%s begins with a document that can be published', (name) => {
    const field = toEntityField('field', newField(name), false);
    expect(checkField(field)).toEqual([]);
    expect(() => compileValidator(fieldsSchema([field]))).not.toThrow();
    const entity = normaliseEntity({
      key: 'e',
      title: 'E',
      type: 'object',
      properties: { field: newField(name) },
      'x-entity': { titleField: 'field' },
    });
    expect(entity.fields.get('field')?.typeName).toBe(name);
  });

  test('whatever is written, storing it twice stores the same, and no kind ever throws', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 4 }),
      fc.object({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...allFieldTypeNames), anything, (name, value) => {
        const once = normalised(name, value);
        expect(normalised(name, once)).toEqual(once);
        expect(Array.isArray(fieldType(name).check(value, newField(name)))).toBe(true);
        expect(typeof fieldType(name).display(value, newField(name), { locale: 'zh-CN' })).toBe('string');
        fieldType(name).operand(value, newField(name));
        if (typeof value === 'string') parsed(name, value);
      }),
      { numRuns: 2000 },
    );
  });

  test('does not turn a value of a wrong type into a right one behind the writer’s back', () => {
    expect(normalised('number', '12')).toBe('12');
    expect(normalised('yesNo', 1)).toBe(1);
    expect(normalised('text', 12)).toBe(12);
    expect(normalised('tags', 'a,b')).toBe('a,b');
  });
});

describe('what is stored', () => {
  test.each<[FieldTypeName, unknown, unknown, object?]>([
    ['money', 1.005, 1.01],
    ['money', -2.675, -2.68],
    ['money', 0.1 + 0.2, 0.3],
    ['money', 12.3456, 12.346, { scale: 3 }],
    ['number', 0.1234567891, 0.1234567891],
    ['number', 2.5, 3, { scale: 0 }],
    ['percent', 0.12345, 0.1235],
    ['text', '  北方\n机械  ', '北方 机械'],
    ['longText', ' 一\r\n二 ', '一\n二'],
    ['phone', '１３８ １２３４ ５６７８', '13812345678'],
    ['phone', '+86 138-1234-5678', '13812345678'],
    ['phone', '(010) 6655－7788', '0106655-7788'],
    ['email', ' Zhou.Min＠EXAMPLE.com ', 'Zhou.Min@example.com'],
    ['date', ' ２０２６-01-05 ', '2026-01-05'],
    ['dateTime', '2026-01-05T09:30:00+08:00', '2026-01-05T01:30:00.000Z'],
    ['tags', [' a ', 'b', 'a', ''], ['a', 'b']],
  ])('of %s %j is %j', (name, value, expected, options) => {
    expect(normalised(name, value, options)).toEqual(expected);
  });
});

describe('what people write in a file', () => {
  const options = {
    options: [
      { value: 'A', label: '重要' },
      { value: 'B', label: '一般' },
    ],
  };
  test.each<[FieldTypeName, string, unknown, object?]>([
    ['money', '￥１,２３４.５６', 1234.56],
    ['money', '3.5万', 35000],
    ['percent', '12.5%', 0.125],
    ['number', '-1e5', '-1e5'],
    ['number', '十二', '十二'],
    ['date', '2026年1月5日', '2026-01-05'],
    ['date', '2026/1/5', '2026-01-05'],
    ['date', '20260105', '2026-01-05'],
    ['date', '2026/2/30', '2026/2/30'],
    ['dateTime', '2026/1/5 9:30', '2026-01-05T01:30:00.000Z'],
    ['yesNo', '是', true],
    ['yesNo', 'FALSE', false],
    ['yesNo', '也许', '也许'],
    ['choice', '重要', 'A', options],
    ['choice', 'B', 'B', options],
    ['choice', '特级', '特级', options],
    ['choices', '重要、一般', ['A', 'B'], options],
    ['tags', '老客户；展会, 老客户', ['老客户', '展会']],
    ['phone', '138 1234 5678', '13812345678'],
    ['url', 'www.example.com', 'https://www.example.com'],
  ])('as %s, %j is %j', (name, text, expected, settings) => {
    expect(parsed(name, text, settings)).toEqual(expected);
  });
});

describe('what is refused', () => {
  test.each<[FieldTypeName, unknown, string[], object?]>([
    ['phone', '13812345678', []],
    ['phone', '010-66557788', []],
    ['phone', '0106655-7788', []],
    ['phone', '+1-202-555-0143', []],
    ['phone', '400-820-8820', []],
    ['phone', '12812345678', ['BAD_PHONE']],
    ['phone', 'abc', ['BAD_PHONE']],
    ['phone', '12', ['BAD_PHONE']],
    ['email', 'a@b.cn', []],
    ['email', '周@例子.公司', []],
    ['email', 'a@b', ['BAD_EMAIL']],
    ['email', 'a b@c.cn', ['BAD_EMAIL']],
    ['email', 'a@@b.cn', ['BAD_EMAIL']],
    ['email', '<a@b.cn>', ['BAD_EMAIL']],
    ['url', 'https://例子.公司/路径?a=1#b', []],
    ['url', 'http://localhost:8080', []],
    ['url', 'javascript:alert(1)', ['BAD_URL']],
    ['url', 'https://', ['BAD_URL']],
    ['url', 'https://a@b.cn', ['BAD_URL']],
    ['url', 'ftp://a.cn', ['BAD_URL']],
    ['date', '2026-02-29', ['BAD_DATE']],
    ['dateTime', '2026-02-28 10:00', ['BAD_DATE_TIME']],
    ['rating', 6, ['TOO_BIG']],
    ['rating', 0, ['TOO_SMALL']],
    ['rating', 8, [], { max: 10 }],
    ['money', 1e15, ['TOO_BIG']],
    ['money', -1e15, ['TOO_SMALL']],
    ['money', Number.NaN, ['NOT_A_NUMBER']],
    ['member', '../etc', ['BAD_ID']],
    ['members', ['u1', '$where'], ['BAD_ID']],
    ['relation', '65f000000000000000000001', []],
  ])('%s %j: %j', (name, value, expected, options) => {
    expect(codes(name, value, options)).toEqual(expected);
  });

  test('an address of ten thousand letters is judged at once', () => {
    const started = process.cpuUsage();
    for (const text of [
      `${'a'.repeat(10_000)}@`,
      `${'a.'.repeat(5000)}@b.cn`,
      `a@${'b-'.repeat(5000)}`,
      `https://${'a'.repeat(10_000)} `,
      '1'.repeat(10_000),
    ])
      for (const name of ['email', 'url', 'phone'] as const) codes(name, text);
    expect(cpuSince(started)).toBeLessThan(500);
  });
});

describe('what people see', () => {
  const lookup = (_kind: string, id: string) => (id === 'u1' ? '周敏' : undefined);
  test.each<[FieldTypeName, unknown, string, string, object?]>([
    ['money', 1234.5, '¥\u00a01,234.50', '¥\u00a01,234.50'],
    ['money', -8_600_000, '-¥\u00a08,600,000', '-¥\u00a08,600,000'],
    ['money', 1234.5, 'US$1,234.50', '$1,234.50', { currency: 'USD' }],
    ['percent', 0.125, '12.5%', '12.5%'],
    ['number', 1234.5, '1,234.5', '1,234.5'],
    ['yesNo', true, '是', 'Yes'],
    ['yesNo', undefined, '', ''],
    ['rating', 3, '★★★☆☆', '★★★☆☆'],
    ['dateTime', '2026-01-05T01:30:00.000Z', '2026-01-05 09:30', '2026-01-05 09:30'],
    ['member', 'u1', '周敏', '周敏'],
    ['members', ['u1', 'u2'], '周敏、u2', '周敏, u2'],
    ['choice', 'a', '选项一', '选项一'],
    ['choice', 'gone', 'gone', 'gone'],
    ['text', null, '', ''],
  ])('of %s %j in Chinese is %j and in English %j', (name, value, zh, en, options) => {
    const show = (locale: 'zh-CN' | 'en') =>
      fieldType(name).display(value, newField(name, options), { locale, lookup, timeZone: 'Asia/Shanghai' });
    expect([show('zh-CN'), show('en')]).toEqual([zh, en]);
  });

  test('an option whose label is lost shows its value', () => {
    expect(optionLabel(newField('choice'), 'zzz')).toBe('zzz');
  });
});
