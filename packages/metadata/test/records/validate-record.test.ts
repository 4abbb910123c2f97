import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AjvValidate,
  compileValidator,
  type EntityDoc,
  normaliseEntity,
  type Problem,
  problemText,
  type RecordData,
  recordSchema,
  validateRecord,
  validateWith,
  validatorModule,
} from '../../src/index.ts';

const document: EntityDoc = {
  key: 'deal',
  title: '商机',
  type: 'object',
  required: ['name'],
  properties: {
    name: { title: '名称', type: 'string', minLength: 2, maxLength: 5, 'x-field': { type: 'text' } },
    code: { title: '代码', type: 'string', pattern: '^[A-Z]{2}\\d+$', 'x-field': { type: 'text' } },
    amount: { title: '金额', type: 'number', minimum: 0, multipleOf: 0.01, 'x-field': { type: 'money' } },
    stars: { title: '评分', type: 'integer', 'x-field': { type: 'rating', max: 5 } },
    due: { title: '日期', type: 'string', format: 'date', 'x-field': { type: 'date' } },
    met: { title: '时刻', type: 'string', format: 'date-time', 'x-field': { type: 'dateTime' } },
    level: {
      title: '等级',
      type: 'string',
      enum: ['A', 'B'],
      'x-field': {
        type: 'choice',
        options: [
          { value: 'A', label: '甲' },
          { value: 'B', label: '乙' },
        ],
      },
    },
    tags: {
      title: '标签',
      type: 'array',
      items: { type: 'string', maxLength: 4 },
      maxItems: 3,
      uniqueItems: true,
      'x-field': { type: 'tags' },
    },
    won: { title: '赢单', type: 'boolean', 'x-field': { type: 'yesNo' } },
    phone: { title: '电话', type: 'string', 'x-field': { type: 'phone' } },
    mail: { title: '邮箱', type: 'string', format: 'email', 'x-field': { type: 'email' } },
    site: { title: '网址', type: 'string', format: 'uri', 'x-field': { type: 'url' } },
    no: { title: '编号', type: 'string', readOnly: true, 'x-field': { type: 'serial', pattern: 'D-{0000}' } },
    owner: { title: '负责人', type: 'string', 'x-field': { type: 'member' } },
  },
  'x-entity': { titleField: 'name', rules: [{ check: '$not(won = true) or amount > 0', message: '赢单必须填写金额', at: 'amount' }] },
};
const entity = normaliseEntity(document);
const validate = compileValidator(recordSchema(entity));

function problemsIn(record: RecordData): Array<[path: string, code: string]> {
  return validateRecord({ entity, record, validate }).map((problem) => [problem.path, problem.code]);
}

describe('a record', () => {
  test('that is right has no problem', () => {
    expect(
      problemsIn({
        name: '北方机械',
        code: 'AB12',
        amount: 12.35,
        stars: 5,
        due: '2026-02-28',
        met: '2026-02-28T08:00:00Z',
        level: 'A',
        tags: ['老客户'],
        won: true,
        phone: '13812345678',
        mail: 'a.b@例子.cn',
        site: 'https://a.cn/x?y#z',
        owner: '65f000000000000000000001',
      }),
    ).toEqual([]);
  });

  test('tells every problem beside its field', () => {
    expect(
      problemsIn({
        name: '一',
        code: 'ab',
        amount: -0.005,
        stars: 9,
        due: '2026-02-30',
        met: '昨天',
        level: 'C',
        tags: ['a', 'a', '很长的标签'],
        won: 'ja',
        phone: '12',
        mail: 'x@',
        site: 'javascript:alert(1)',
        owner: '../x',
        salary: 1,
      }).sort(),
    ).toEqual(
      [
        ['/amount', 'STEP'],
        ['/amount', 'TOO_SMALL'],
        ['/code', 'PATTERN'],
        ['/due', 'BAD_DATE'],
        ['/level', 'NOT_AN_OPTION'],
        ['/mail', 'BAD_EMAIL'],
        ['/met', 'BAD_DATE_TIME'],
        ['/name', 'TOO_SHORT'],
        ['/owner', 'BAD_ID'],
        ['/phone', 'BAD_PHONE'],
        ['/salary', 'UNKNOWN_FIELD'],
        ['/site', 'BAD_URL'],
        ['/stars', 'TOO_BIG'],
        ['/tags', 'REPEATED_ITEM'],
        ['/tags/2', 'TOO_LONG'],
        ['/won', 'NOT_YES_NO'],
      ].sort(),
    );
  });

  test('lacks a required field when it is empty', () => {
    for (const name of [undefined, null, '']) expect(problemsIn({ name })).toEqual([['/name', 'REQUIRED']]);
  });

  test('counts characters, not UTF-16 units', () => {
    expect(problemsIn({ name: '😀😀😀😀😀' })).toEqual([]);
    expect(problemsIn({ name: '😀' })).toEqual([['/name', 'TOO_SHORT']]);
  });

  test('is judged by its rules once its fields are right', () => {
    const [problem] = validateRecord({ entity, record: { name: '北方', won: true }, validate });
    expect(problem).toEqual({ path: '/amount', code: 'RULE', params: { message: '赢单必须填写金额' } });
    expect(problemText(problem as Problem, 'zh-CN')).toBe('赢单必须填写金额');
  });

  test('a rule that cannot be worked out is a problem, not a crash', () => {
    const broken = normaliseEntity({
      ...document,
      'x-entity': {
        titleField: 'name',
        rules: [
          { check: 'name + 1 > 2', message: 'x' },
          { check: 'oops(', message: 'y' },
        ],
      },
    });
    expect(validateRecord({ entity: broken, record: { name: '北方' }, validate }).map((problem) => problem.code)).toEqual(['RULE_FAILED']);
  });

  test('a text is never taken for a number', () => {
    expect(problemsIn({ name: '北方', amount: '1e400' })).toEqual([['/amount', 'NOT_A_NUMBER']]);
  });
});

describe('the validator module for browsers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'validator-'));

  async function load(): Promise<AjvValidate> {
    const file = join(folder, 'validate.mjs');
    writeFileSync(file, validatorModule(recordSchema(entity)));
    const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: AjvValidate };
    return module.default;
  }

  test('imports nothing and evaluates nothing', () => {
    const text = validatorModule(recordSchema(entity));
    expect(text).not.toMatch(/require\(|\bimport\b|new Function|\beval\(/);
    expect(text).toMatch(/export default/);
  });

  test('gives the same verdict with the same words as the server, whatever is put in', async () => {
    const inBrowser = validateWith(await load());
    const values = fc.oneof(
      fc.string({ maxLength: 7 }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 }),
      fc.constantFrom('A', 'AB1', '2026-01-01', 'a@b.cn', 'https://x.cn'),
    );
    const records = fc.dictionary(fc.constantFrom(...Object.keys(document.properties), 'other'), values);
    fc.assert(
      fc.property(records, (record) => {
        const there = validateRecord({ entity, record, validate: inBrowser });
        const here = validateRecord({ entity, record, validate });
        expect(sorted(there)).toEqual(sorted(here));
      }),
      { numRuns: 500 },
    );
    rmSync(folder, { recursive: true });
  });
});

function sorted(problems: readonly Problem[]): string[] {
  return problems.map((problem) => `${problem.path} ${problem.code} ${problemText(problem, 'en')}`).sort();
}
