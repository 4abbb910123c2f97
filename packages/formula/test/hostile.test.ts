import { describe, expect, test } from 'vitest';
import { compileFormula, createPattern, FormulaError } from '../src/index.ts';
import { cpuSince } from './cpu-since.ts';

const sleepy = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!';

/** Formulas that hang, kill or fool other engines; each must be refused, at once and by name. */
const refused: Array<[name: string, source: string, data?: unknown]> = [
  ['a regular expression that back-tracks', `$match("${sleepy}", /^(a+)+$/)`],
  ['a repeated choice whose branches overlap', `$replace("${sleepy}", /(a|aa)+$/, "x")`],
  ['repetitions inside repetitions', `$contains("${sleepy}", /^(([a-z])+.)+[A-Z]([a-z])+$/)`],
  ['a picture that hangs date parsing', '$toMillis($join([1..60].("9")) & "x", "[f1][f1][f1][f1][f1][f1][f1][f1]")'],
  ['a formula that runs itself', '($e := "$eval($e)"; $eval($e))'],
  ['a text of a hundred million characters', '$pad("x", 100000000)'],
  ['a giant text in two cases', '($s:=$pad("x",50000000); $length($uppercase($s)&$lowercase($s)))'],
  ['a giant picture', '$formatNumber(1, $pad("0", 5000000, "0"))'],
  ['recursion', '($f := function($x){ $x > 0 ? $f($x) : 0 }; $f(1))'],
  ['recursion through an argument', '$map([1], function($f) { $f($f) })'],
  ['a range of ten million', '$sum([1..9999999])'],
  ['ranges multiplied', '$sum([1..10000].([1..10000]))'],
  ['a lambda over a lambda over a lambda', '$map([1..2000], function($a) { $map([1..2000], function($b) { $a * $b }) })'],
  [
    'text doubled again and again',
    `(${Array.from({ length: 30 }, (_, index) => `$t${index + 1} := ($t${index} ?: "xx") & ($t${index} ?: "xx")`)
      .slice(0, 4)
      .join('; ')}; $reduce([1..40], function($s) { $s & $s }, "xx"))`,
  ],
  ['text doubled in a fold', '$reduce([1..40], function($s, $i) { $s & $s }, "xx")'],
  ['a list doubled in a fold', '$reduce([1..40], function($s, $i) { $append($s, $s) }, [1, 2])'],
  ['a key __proto__ written in the formula', '{"__proto__": {"isAdmin": true}, "a": 1}'],
  [
    'a key __proto__ out of the data',
    'items{k: v}',
    {
      items: [
        { k: '__proto__', v: { isAdmin: true } },
        { k: 'constructor', v: 1 },
      ],
    },
  ],
  ['a transform', '$ ~> |constructor.prototype|{"polluted": true}|', { a: 1 }],
  ['twenty thousand brackets', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
  ['two thousand brackets', `${'('.repeat(2000)}1${')'.repeat(2000)}`],
  ['a path of two thousand steps', `a${'.a'.repeat(2000)}`, { a: 1 }],
  ['two thousand minus signs', `${'- '.repeat(2000)}amount`, { amount: 1 }],
  ['a thousand dots and conditions', `${'a?'.repeat(1200)}1`],
  ['defaults of defaults, which the parser copies', `a${' ?? a'.repeat(600)}`],
  ['a hexadecimal number beyond all bounds', '$number("0x" & $pad("f",100000,"f"))'],
  ['a number beyond all bounds', '1e400'],
  ['a division by zero', '1 / 0'],
  ['a power beyond all bounds', '$power(10, 400)'],
  ['a root of less than nothing', '$sqrt(-1)'],
  ['a function of the host', '$constructor("return process")()'],
  ['a method of an object', 'toString()'],
  ['an unknown function', '$require("fs")'],
  ['a base64 text', '$base64encode($pad("x", 10))'],
  ['chance', '$random()'],
  ['the clock of the machine', '$now()'],
  ['a look-behind', '$contains("ab", /(?<=a)b/)'],
  ['a back-reference', '$contains("aa", /(a)\\1/)'],
  ['an incomplete formula', 'amount > '],
  ['nothing', ''],
];

describe('a hostile formula is refused within a second', () => {
  test.each(refused)('%s', (_name, source, data) => {
    const started = process.cpuUsage();
    const work = () => compileFormula(source).evaluate(data ?? {});
    expect(work).toThrow(FormulaError);
    expect(cpuSince(started)).toBeLessThan(1000);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('and names what is wrong and where', () => {
    const failure = (source: string) => {
      try {
        compileFormula(source).evaluate({});
        return undefined;
      } catch (error) {
        return error instanceof FormulaError ? [error.code, error.position] : error;
      }
    };
    expect(failure('1 + $nope(2)')).toEqual(['UNKNOWN_FUNCTION', 10]);
    expect(failure('amount ~> |a|{}|')).toEqual(['UNSUPPORTED', 11]);
    expect(failure('1 + "a"')).toEqual(['TYPE', 3]);
    expect(failure('$substring(1, "a")')).toEqual(['ARGUMENTS', 11]);
    expect(failure('a.(%.b)')?.[0 as never]).toBe('UNSUPPORTED');
    expect(failure('items@$i.x')?.[0 as never]).toBe('UNSUPPORTED');
  });
});

describe('what a single step looks at is paid for, however long it is', () => {
  const remark = '长'.repeat(100_000);
  const prices = Array.from({ length: 10_000 }, (_, index) => index + 0.1);
  const rows = Array.from({ length: 3000 }, (_, index) => ({ a: index, b: { c: index } }));
  const again = (work: string) => `($r := $$.remark; $p := $$.prices; $q := $p[$ > -1]; $o := $$.rows; $count([1..9000].(${work})))`;
  const inOneList = (work: string) => `($p := $$.prices; $many := $map([1..9000], function($i) { $p }); ${work})`;

  test.each([
    ...[
      '$length($r)',
      '$left($r, 2)',
      '$right($r, 2)',
      '$substring($r, 2, 1)',
      '$substringAfter($r, "长长短")',
      '$pad($r, 5)',
      '$trim($r)',
    ],
    ...['$sum($p)', '$average($p)', '$max($p)', '$keys($o)', '$p ? 1 : 2', '$p = $q', '-1 in $p'],
    ...['$dateAdd("2026-01-01T00:00:00Z", 1, "months")', '$lookup($o, "a")'],
  ])('%s, nine thousand times', (work) => {
    const started = process.cpuUsage();
    expect(() => compileFormula(again(work)).evaluate({ remark, prices, rows })).toThrow(FormulaError);
    expect(cpuSince(started)).toBeLessThan(1500);
  });

  test.each(['$many', '$string($many)', '$keys($many)', '$many ? 1 : 2', '$many = $many[0]', '$many{"x": $count($)}', '$many & ""'])(
    '%s, of a list that holds one long list nine thousand times',
    (work) => {
      const started = process.cpuUsage();
      const outcome = () => compileFormula(inOneList(work)).evaluate({ prices: prices.map(() => 0) });
      if (work !== '$many = $many[0]') expect(outcome).toThrow(FormulaError);
      else expect(outcome()).toBe(false);
      expect(cpuSince(started)).toBeLessThan(1500);
    },
  );

  test('but putting ten thousand rows under one key is not', () => {
    expect(compileFormula('$$.prices{"n": $count($)}').evaluate({ prices })).toEqual({ n: 10_000 });
  });
});

describe('a formula never reaches what the data does not hold', () => {
  test.each([
    'constructor',
    '__proto__',
    'toString',
    'constructor.constructor',
    '$lookup($, "__proto__")',
    'items.constructor',
    '$string.constructor',
    '"a".length',
    '$keys.call',
  ])('%s', (source) => {
    const outcome = () => compileFormula(source).evaluate({ items: [{ a: 1 }], a: 'text' });
    let value: unknown;
    try {
      value = outcome();
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
    }
    expect(value).toBeUndefined();
  });

  test('and its answers have no key of a prototype, also when the data has one', () => {
    const data = JSON.parse('{"a": {"__proto__": {"isAdmin": true}}}') as unknown;
    expect(() => compileFormula('a').evaluate(data)).toThrow(FormulaError);
  });

  test('and does not change the data it reads', () => {
    const data = { list: [3, 1, 2], person: { name: '周敏' } };
    const copy = structuredClone(data);
    compileFormula('($sort(list); $reverse(list); $append(list, 4); $merge([person, {"name": "x"}]); list^($))').evaluate(data);
    expect(data).toEqual(copy);
  });
});

describe('fuel', () => {
  test('is enough for the total of a thousand rows and stops what is far beyond', () => {
    const items = Array.from({ length: 1000 }, (_, index) => ({ qty: index, price: 2 }));
    const total = compileFormula('$sum(items.(qty * price))');
    expect(total.evaluate({ items })).toBe(999_000);
    expect(() => total.evaluate({ items }, { fuel: 1000 })).toThrow(expect.objectContaining({ code: 'FUEL' }));
  });

  test('gives the same answer on the same fuel every time', () => {
    const formula = compileFormula('$reduce([1..500], function($a, $b) { $a + $b })');
    const answers = [200, 2000, 4000, 200_000].map((fuel) => {
      try {
        return formula.evaluate({}, { fuel });
      } catch (error) {
        return (error as FormulaError).code;
      }
    });
    expect(answers).toEqual(['FUEL', 'FUEL', 125_250, 125_250]);
  });
});

describe('a regular expression', () => {
  test.each(['^(a+)+$', '(a|aa)+$', '(a|a)*', '(a*)*', '([a-z]+)*', '(\\w+\\s?)+', '((ab)+c?)*', '(.*)+x', '(x+x+)+y'])(
    'that hangs other engines is refused: %s',
    (source) => {
      expect(() => createPattern(source)).toThrow(FormulaError);
    },
  );

  test.each([
    '^1[3-9]\\d{9}$',
    '^[A-Z]{2}\\d+$',
    '^\\w+(\\.\\w+)*$',
    '^[a-z]+(-[a-z]+)*$',
    '^(foo|bar)+$',
    '(?:北京|上海)+',
    '^\\d{4}-\\d{2}-\\d{2}$',
    '[\\u4e00-\\u9fa5]+',
    '^(?:\\+86)?1\\d{10}$',
    'a.*b',
    '^(\\d{3},)*\\d{1,3}$',
    '^[^@\\s]+@[^@\\s]+$',
  ])('that people write is accepted: %s', (source) => {
    expect(createPattern(source).source).toBe(source);
  });

  test('that counts to a thousand is refused: a length says the same and costs nothing', () => {
    expect(() => createPattern('[ab]{1,900}[^a]')).toThrow(expect.objectContaining({ code: 'PATTERN' }));
  });

  test('does not match a text that would take long to search', () => {
    const pattern = createPattern('[ab]{1,200}[^ab]');
    const started = process.cpuUsage();
    expect(pattern.test('a'.repeat(100_000))).toBe(false);
    expect(() => compileFormula('$contains(text, /[ab]{1,200}[^ab]/)').evaluate({ text: 'a'.repeat(100_000) })).toThrow(FormulaError);
    expect(cpuSince(started)).toBeLessThan(300);
    expect(pattern.test(`${'a'.repeat(300)}c`)).toBe(true);
  });

  test('takes time in proportion to the text', () => {
    const pattern = createPattern('a.*b.*c.*d$');
    const started = process.cpuUsage();
    expect(pattern.find('abc'.repeat(20_000), 0)).toBeUndefined();
    expect(cpuSince(started)).toBeLessThan(1000);
  });
});
