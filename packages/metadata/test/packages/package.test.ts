import { describe, expect, test } from 'vitest';
import {
  type AppDocuments,
  AppError,
  checkApp,
  listDocuments,
  readPackage,
  sampleDateValue,
  translateApp,
  writePackage,
} from '../../src/index.ts';
import { customerApp, customerFiles } from '../customer-app.ts';

function problems(change: (files: Map<string, string>) => void): string[] {
  const files = customerFiles();
  change(files);
  try {
    readPackage(files);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('PACKAGE_INVALID');
    return error.details.map(({ path, code }) => `${path} ${code}`);
  }
}

function edit(files: Map<string, string>, path: string, change: (value: never) => void): void {
  const value = JSON.parse(files.get(path) ?? 'null') as never;
  change(value);
  files.set(path, JSON.stringify(value));
}

describe('an app package', () => {
  test('is the same after it is written and read again', () => {
    const pack = customerApp();
    const again = readPackage(writePackage(pack));
    const sorted = (docs: AppDocuments): unknown[] =>
      listDocuments(docs)
        .map((entry) => entry.document)
        .sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
    expect(sorted(again.docs)).toEqual(sorted(pack.docs));
    expect([...again.data]).toEqual([...pack.data]);
    expect(again.people).toEqual(pack.people);
    expect(writePackage(again)).toEqual(writePackage(pack));
  });

  test('lists the data that others relate to first', () => {
    const order = [...customerApp().data.keys()];
    expect(order.indexOf('customer')).toBeLessThan(order.indexOf('contact'));
    expect(order.indexOf('customer')).toBeLessThan(order.indexOf('followUp'));
  });

  test('may hold a README, but nothing that runs', () => {
    expect(problems((files) => files.set('README.md', '# hi'))).toEqual([]);
    expect(
      problems((files) =>
        files.set('scripts/run.js', 'x').set('../../etc/passwd', 'x').set('entities/__proto__.json', '{}').set('app.json.bak', ''),
      ),
    ).toEqual([
      '/scripts~1run.js FILE_UNEXPECTED',
      '/..~1..~1etc~1passwd FILE_UNEXPECTED',
      '/entities~1__proto__.json FILE_UNEXPECTED',
      '/app.json.bak FILE_UNEXPECTED',
    ]);
  });

  test('tells every problem of its files at once', () => {
    expect(
      problems((files) => {
        files.delete('app.json');
        files.set('views/all.json', '{ broken');
        files.set('views/other.json', JSON.stringify({ key: 'another' }));
        files.set('i18n/fr.json', '{}');
        files.set('data/nothing.json', '[]');
      }),
    ).toEqual([
      '/views~1all.json FILE_NOT_JSON',
      '/app.json FILE_ABSENT',
      '/i18n~1fr.json FILE_UNEXPECTED',
      '/views~1other.json FILE_KEY_DIFFERS',
      '/data~1nothing.json ENTITY_UNKNOWN',
    ]);
  });

  test('whose sample data names what does not exist is refused', () => {
    expect(
      problems((files) => {
        edit(files, 'data/contact.json', (records: Array<Record<string, unknown>>) => {
          Object.assign(records[0] ?? {}, { customer: 'nobody' });
          Object.assign(records[1] ?? {}, { $key: records[0]?.$key });
          Object.assign(records[2] ?? {}, { salary: 1 });
        });
        edit(files, 'data/people.json', (people: Array<Record<string, unknown>>) => {
          Object.assign(people[0] ?? {}, { manager: 'nobody' });
        });
      }),
    ).toEqual(
      [
        '/data~1contact.json/1/$key DATA_KEY',
        '/data~1people.json/0/manager DATA_REFERENCE',
        '/data~1contact.json/0/customer DATA_REFERENCE',
        '/data~1contact.json/1/salary UNKNOWN_FIELD',
      ].sort((a, b) => (a.includes('people') ? -1 : b.includes('people') ? 1 : 0)),
    );
  });

  test('of any JSON whatsoever is refused by name, never by a crash', () => {
    for (const text of [
      'null',
      '[]',
      '3',
      '{}',
      '{"key":1}',
      '{"key":"customer","properties":null}',
      '{"key":"customer","properties":{"a":null}}',
    ]) {
      const files = customerFiles();
      files.set('entities/customer.json', text);
      try {
        const pack = readPackage(files);
        expect(checkApp(pack.docs).length, text).toBeGreaterThan(0);
      } catch (error) {
        expect(error, text).toBeInstanceOf(AppError);
      }
    }
  });
});

describe('dates of sample data', () => {
  test('move with the day of installation, in the time zone of the organisation', () => {
    const at = { now: '2026-03-05T16:30:00.000Z', timeZone: 'Asia/Shanghai' };
    expect(sampleDateValue({ $days: -3 }, 'date', at)).toBe('2026-03-03');
    expect(sampleDateValue({ $days: 0, time: '09:30' }, 'dateTime', at)).toBe('2026-03-06T01:30:00.000Z');
    expect(sampleDateValue({ $days: 1 }, 'dateTime', at)).toBe('2026-03-07T01:00:00.000Z');
  });
});

describe('an app in another language', () => {
  test('has its texts translated and all else as it was', () => {
    const { docs } = customerApp();
    const english = translateApp(docs, 'en');
    const customer = english.entities.find((entity) => entity.key === 'customer');
    expect([
      english.app.title,
      customer?.title,
      customer?.properties.level?.title,
      customer?.properties.level?.['x-field'].options?.[0]?.label,
    ]).toEqual(['Customers', 'Customer', 'Tier', 'Tier A']);
    expect(customer?.properties.level?.enum).toEqual(docs.entities.find((entity) => entity.key === 'customer')?.properties.level?.enum);
    expect(JSON.stringify({ ...english, i18n: {} })).not.toMatch(/\p{Script=Han}/u);
    expect(translateApp(docs, 'zh-CN')).toBe(docs);
  });
});
