import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  AppError,
  type ErrorCode,
  errorCatalogue,
  fillText,
  fromErrorBody,
  locales,
  problemCatalogue,
  problemText,
  toErrorBody,
} from '../../src/index.ts';

const codes = Object.keys(errorCatalogue) as ErrorCode[];

describe('the catalogues', () => {
  test('say everything in both languages, with the same places for parameters', () => {
    const texts = [...Object.values(errorCatalogue).map((entry) => entry.text), ...Object.values(problemCatalogue)];
    for (const text of texts) {
      const [zh, en] = locales.map((locale) => [...text[locale].matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort());
      expect(zh, text.en).toEqual(en);
      expect(text['zh-CN']).not.toMatch(/请(?!求)|[您！]/);
      expect(text.en).not.toMatch(/[!.]$/);
    }
  });

  test('hold no code that nobody uses', () => {
    const packages = fileURLToPath(new URL('../../../', import.meta.url));
    const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /^[\w-]+\/src\/.*\.tsx?$/.test(path) && !/(catalogue\.ts|\/generated\/)/.test(path),
    );
    const text = sources.map((path) => readFileSync(packages + path, 'utf8')).join('\n');
    const dead = [...codes, ...Object.keys(problemCatalogue)].filter((code) => !text.includes(`'${code}'`));
    expect(dead).toEqual([]);
  });

  test('answer with a status of failure', () => {
    for (const code of codes) expect(new AppError(code).status, code).toBeGreaterThanOrEqual(400);
  });
});

describe('an error', () => {
  test('travels to the client and is the same there, in words of its language', () => {
    const error = new AppError('INVALID', {
      details: [
        { path: '/amount', code: 'TOO_SMALL', params: { limit: 0 } },
        { path: '/name', code: 'REQUIRED' },
      ],
    });
    const body = toErrorBody(error, 'zh-CN', 'r1');
    expect(body).toEqual({
      error: {
        code: 'INVALID',
        message: '有 2 处需要改正',
        params: { count: 2 },
        details: [
          { path: '/amount', code: 'TOO_SMALL', message: '不能小于 0', params: { limit: 0 } },
          { path: '/name', code: 'REQUIRED', message: '必填' },
        ],
        requestId: 'r1',
      },
    });
    const revived = fromErrorBody(JSON.parse(JSON.stringify(body)));
    expect(revived).toBeInstanceOf(AppError);
    expect([revived.code, revived.status, revived.text('en'), revived.details]).toEqual([
      'INVALID',
      422,
      'There is something to correct (2)',
      error.details,
    ]);
  });

  test('tells who decided already and when', () => {
    const error = new AppError('ALREADY_DECIDED', { params: { name: '顾南乔', at: '2026-03-05 10:00' } });
    expect([error.status, error.text('zh-CN')]).toEqual([409, '顾南乔 已在 2026-03-05 10:00 处理过这个任务']);
  });

  test('that nobody planned tells only the number of the request', () => {
    const error = new AppError('INTERNAL', { cause: new Error('secret path /etc/passwd') });
    expect(JSON.stringify(toErrorBody(error, 'en', 'r9'))).not.toContain('passwd');
    expect(toErrorBody(error, 'en', 'r9').error.message).toContain('r9');
  });

  test.each([undefined, 'text', {}, { error: null }, { error: { code: 'NOPE', details: [] } }])(
    '%j is revived as an internal one',
    (body) => {
      expect(fromErrorBody(body).code).toBe('INTERNAL');
    },
  );

  test('keeps the words of a detail whose code is from a newer server', () => {
    const revived = fromErrorBody({
      error: { code: 'INVALID', message: '', details: [{ path: '/a', code: 'BRAND_NEW', message: '新问题' }], requestId: 'r' },
    });
    expect(revived.details.map((detail) => problemText(detail, 'zh-CN'))).toEqual(['新问题']);
  });

  test('never puts in a parameter that is not there', () => {
    expect(fillText({ 'zh-CN': '{constructor}{a}', en: '' }, 'zh-CN', { a: '{b}', b: 'x' })).toBe('{b}');
  });
});
