import { describe, expect, test } from 'vitest';
import { compileFormula, formulaFunctions } from '../../src/index.ts';

const facts = { now: '2026-03-05T16:30:00.000Z', timeZone: 'Asia/Shanghai' };

function value(source: string, data: unknown = {}): unknown {
  return compileFormula(source).evaluate(data, facts);
}

describe('the catalogue', () => {
  test.each(formulaFunctions.map((each) => [each.name, each] as const))('$%s gives what its example says', (_name, { example }) => {
    expect(value(example.source)).toEqual(example.result);
  });

  test('explains every function in both languages, each name once', () => {
    for (const each of formulaFunctions) {
      expect(each.help['zh-CN'], each.name).toMatch(/\p{Script=Han}/u);
      expect(each.help.en.length, each.name).toBeGreaterThan(3);
      expect(each.signature, each.name).toMatch(new RegExp(`^\\$${each.name}\\(`));
    }
    expect(new Set(formulaFunctions.map((each) => each.name)).size).toBe(formulaFunctions.length);
  });
});

describe('today', () => {
  test("is the day in the organisation's time zone, not in UTC", () => {
    expect(value('$today()')).toBe('2026-03-06');
    expect(compileFormula('$today()').evaluate({}, { now: facts.now })).toBe('2026-03-05');
  });

  test('is refused where nobody says what time it is', () => {
    expect(() => compileFormula('$today()').evaluate({})).toThrow(expect.objectContaining({ code: 'NO_FACTS' }));
  });
});

describe('dates', () => {
  test.each([
    ['$dateAdd("2026-03-31", -1, "months")', '2026-02-28'],
    ['$dateAdd("2028-02-29", 1, "years")', '2029-02-28'],
    ['$dateAdd("2026-03-05T16:30:00Z", 1)', '2026-03-06T16:30:00.000Z'],
    ['$dateAdd("2026-03-05T16:30:00Z", 90, "minutes")', '2026-03-05T18:00:00.000Z'],
    ['$dateDiff("2026-01-31", "2026-02-28", "months")', 1],
    ['$dateDiff("2026-01-31", "2026-03-30", "months")', 1],
    ['$dateDiff("2026-03-31", "2026-01-31", "months")', -2],
    ['$dateDiff("2026-03-01", "2026-02-01")', -28],
    ['$dateDiff("2026-03-05T23:00:00Z", "2026-03-06T01:00:00Z", "hours")', 2],
    ['$weekday("2026-03-08")', 7],
    ['$month("2026-02-28T18:00:00Z")', 3],
    ['$formatDate("2026-02-28T18:00:00Z", "[Y0001]/[M]/[D] [H01]:[m01]")', '2026/3/1 02:00'],
    ['$formatDate("2026-02-03")', '2026-02-03'],
    ['$fromMillis($toMillis("2026-01-02"))', '2026-01-02T00:00:00.000Z'],
    ['$year(missing)', undefined],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  test.each([
    '$date(2026, 2, 30)',
    '$dateAdd("someday", 1)',
    '$dateAdd("2026-01-01", 4000000, "years")',
    '$dateAdd("2026-01-01", 1, "moons")',
    '$formatDate("2026-01-01", "[f1]")',
    '$fromMillis(1e30)',
  ])('%s is refused', (source) => {
    expect(() => value(source)).toThrow(expect.objectContaining({ name: 'FormulaError' }));
  });
});

describe('money', () => {
  test.each([
    [0, '零元整'],
    [0.05, '伍分'],
    [0.5, '伍角'],
    [1, '壹元整'],
    [10, '壹拾元整'],
    [101, '壹佰零壹元整'],
    [1000.01, '壹仟元零壹分'],
    [1409.5, '壹仟肆佰零玖元伍角'],
    [6007.14, '陆仟零柒元壹角肆分'],
    [10000, '壹万元整'],
    [107000.53, '壹拾万柒仟元伍角叁分'],
    [16409.02, '壹万陆仟肆佰零玖元零贰分'],
    [100000000, '壹亿元整'],
    [100010000, '壹亿零壹万元整'],
    [100000001, '壹亿零壹元整'],
    [10010.1, '壹万零壹拾元壹角'],
    [-3.5, '负叁元伍角'],
    [1.005, '壹元零壹分'],
  ])('%d in capitals is %s', (amount, expected) => {
    expect(value(`$capitalRmb(${amount})`)).toBe(expected);
  });

  test.each([
    ['$roundHalfUp(2.675, 2)', 2.68],
    ['$roundHalfUp(-2.5)', -3],
    ['$roundHalfUp(1e21, 2)', 1e21],
    ['$sum([0.1, 0.2, -0.3])', 0],
    ['$average([0.1, 0.2])', 0.15],
    ['$formatNumber(1234567.891, "#,##0.00")', '1,234,567.89'],
    ['$formatNumber(0.125, "0.0%")', '12.5%'],
    ['$formatNumber(-1234.5, "¥#,##0.00")', '-¥1,234.50'],
    ['$formatNumber(5, "000")', '005'],
    ['$formatNumber(1.5, "0.##")', '1.5'],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
});

describe('what people ask of empty values', () => {
  test.each([
    ['$isEmpty(missing)', true],
    ['$isEmpty(null)', true],
    ['$isEmpty([])', true],
    ['$isEmpty(0)', false],
    ['$coalesce(missing, null, 0)', 0],
    ['$ifs(missing > 3, "a")', undefined],
    ['$ifs(missing > 3, "a", "b")', 'b'],
    ['$switch(missing, "a", 1, 2)', 2],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
});
