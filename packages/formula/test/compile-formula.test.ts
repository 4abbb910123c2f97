import { describe, expect, test } from 'vitest';
import { compileFormula } from '../src/index.ts';

describe('what a formula reads', () => {
  test.each([
    ['amount * 2', ['amount'], ['amount']],
    ['$sum(items.(qty * price))', ['items'], ['items', 'items.price', 'items.qty']],
    [
      'record.level = input.level and initiator.id',
      ['initiator', 'input', 'record'],
      ['initiator', 'initiator.id', 'input', 'input.level', 'record', 'record.level'],
    ],
    ['items[price > 3].(qty * $$.rate)', ['*', 'items', 'rate'], undefined],
    ['$$.rate', ['*', 'rate'], undefined],
    ['$', ['*'], ['*']],
    ['items{sku: $count(qty)}', ['items'], undefined],
    ['$map(tags, function($t) { $t & suffix })', ['suffix', 'tags'], undefined],
    ['($x := a; $x.b & c)', ['a', 'c'], ['a', 'c']],
    ['{"k": level}', ['level'], ['level']],
    ['record.*', ['record'], ['record', 'record.*']],
    ['12', [], []],
  ])('%s', (source, dependencies, paths) => {
    const formula = compileFormula(source);
    expect(formula.dependencies).toEqual(dependencies);
    if (paths) expect(formula.paths).toEqual(paths);
  });

  test('is refused when it is not among the fields', () => {
    expect(() => compileFormula('amount + salary', { fields: ['amount'] })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_FIELD', message: 'there is no field salary' }),
    );
    expect(compileFormula('amount', { fields: ['amount'] }).evaluate({ amount: 2 })).toBe(2);
  });
});

test('a formula changes nothing it is given, not even an empty list over which it writes an object', () => {
  const data = { lists: [[], [1]] };
  expect(compileFormula('$map(lists, function($l) { $l.{"a": 1} })').evaluate(data)).toEqual({ a: 1 });
  expect(compileFormula('lists.([[], 1])[$exists({"a": 1})]').evaluate(data)).toEqual([[], 1, [], 1]);
  expect(data).toEqual({ lists: [[], [1]] });
});
