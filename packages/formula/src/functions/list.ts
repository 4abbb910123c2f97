import { FormulaError } from '../formula-error.ts';
import { append, Sequence } from '../sequence.ts';
import { isEqual, isTruthy } from '../values.ts';
import { type CallContext, defineFunctions, unlessNothing } from './define-function.ts';
import { takeCallable, takeList } from './take.ts';

/** Lists: counting, ordering, and functions over every element. */
export const listFunctions = defineFunctions('list', [
  {
    name: 'count',
    signature: '$count(list)',
    takes: 'a',
    zh: '有几项',
    en: 'How many elements',
    example: ['$count([1, 2, 3])', 3],
    run: ([list]) => takeList(list).length,
  },
  {
    name: 'append',
    signature: '$append(list, list)',
    takes: 'x x',
    zh: '把两个列表接起来',
    en: 'Two lists as one',
    example: ['$append([1], [2, 3])', [1, 2, 3]],
    run: ([left, right], { run }) => {
      run.meter.list((Array.isArray(left) ? left.length : 1) + (Array.isArray(right) ? right.length : 1));
      return append(left, right);
    },
  },
  {
    name: 'sort',
    signature: '$sort(list, function?)',
    takes: 'a f?',
    zh: '排序；函数返回 true 时前后交换',
    en: 'In order; a function says true when two elements must swap',
    example: ['$sort([3, 1, 2])', [1, 2, 3]],
    run: unlessNothing(([list, order], { run }) => {
      const items = takeList(list);
      if (items.length <= 1) return items;
      run.meter.list(items.length);
      const mustSwap =
        order === undefined
          ? plainOrder(items)
          : (left: unknown, right: unknown) => isTruthy(takeCallable(order).call([left, right]), run.meter);
      return mergeSort(items, (left, right) => {
        run.meter.spend(1);
        return mustSwap(left, right);
      });
    }),
  },
  {
    name: 'reverse',
    signature: '$reverse(list)',
    takes: 'a',
    zh: '倒序',
    en: 'In reverse',
    example: ['$reverse([1, 2])', [2, 1]],
    run: unlessNothing(([list]) => (takeList(list).length <= 1 ? list : [...takeList(list)].reverse())),
  },
  {
    name: 'distinct',
    signature: '$distinct(list)',
    takes: 'x',
    zh: '去掉重复项',
    en: 'Without repeats',
    example: ['$distinct([1, 2, 1])', [1, 2]],
    run: unlessNothing(([list], { run }) => {
      if (!Array.isArray(list) || list.length <= 1) return list;
      const found: unknown[] = list instanceof Sequence ? new Sequence() : [];
      const plain = new Set<unknown>();
      for (const item of list) {
        const isPlain = typeof item !== 'object' || item === null;
        run.meter.spend(isPlain ? 1 : 1 + found.length);
        if (isPlain ? plain.has(item) : found.some((each) => isEqual(each, item, run.meter))) continue;
        plain.add(item);
        found.push(item);
      }
      return found;
    }),
  },
  {
    name: 'zip',
    signature: '$zip(list, list, …)',
    takes: 'a+',
    zh: '把几个列表按位置配对',
    en: 'Elements of several lists side by side',
    example: [
      '$zip([1, 2], ["a", "b"])',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    run: (lists, { run }) => {
      const length = Math.min(...lists.map((list) => takeList(list).length));
      run.meter.list(length * lists.length);
      return Array.from({ length }, (_, index) => lists.map((list) => takeList(list)[index]));
    },
  },
  {
    name: 'map',
    signature: '$map(list, function)',
    takes: 'a f',
    zh: '对每一项用函数算出新值',
    en: 'What a function makes of every element',
    example: ['$map([1, 2], function($v) { $v * 10 })', [10, 20]],
    run: unlessNothing(([list, each], call) => {
      const found = new Sequence();
      forEach(list, each, call, (_item, result) => {
        if (result !== undefined) found.push(result);
      });
      return found;
    }),
  },
  {
    name: 'filter',
    signature: '$filter(list, function)',
    takes: 'a f',
    zh: '留下函数认为成立的项',
    en: 'The elements for which a function is true',
    example: ['$filter([1, 5, 8], function($v) { $v > 3 })', [5, 8]],
    run: unlessNothing(([list, each], call) => {
      const found = new Sequence();
      forEach(list, each, call, (item, result) => {
        if (isTruthy(result, call.run.meter)) found.push(item);
      });
      return found;
    }),
  },
  {
    name: 'single',
    signature: '$single(list, function?)',
    takes: 'a f?',
    zh: '唯一一个成立的项；没有或多于一个时出错',
    en: 'The one element for which a function is true; fails for none or several',
    example: ['$single([1, 5], function($v) { $v > 3 })', 5],
    run: unlessNothing(([list, each], call) => {
      const found: unknown[] = [];
      if (each === undefined) found.push(...takeList(list).slice(0, 2));
      else {
        forEach(list, each, call, (item, result) => {
          if (isTruthy(result, call.run.meter)) found.push(item);
        });
      }
      if (found.length !== 1) throw new FormulaError('RAISED', found.length === 0 ? 'no element fits' : 'several elements fit');
      return found[0];
    }),
  },
  {
    name: 'reduce',
    signature: '$reduce(list, function, start?)',
    takes: 'a f x?',
    zh: '从左到右把列表归成一个值',
    en: 'One value from all elements, left to right',
    example: ['$reduce([1, 2, 3], function($sum, $v) { $sum + $v })', 6],
    run: unlessNothing(([list, each, start], { run }) => {
      const [first, ...rest] = takeList(list);
      const callable = takeCallable(each);
      if (callable.arity < 2) throw new FormulaError('ARGUMENTS', 'the function of $reduce needs two arguments');
      const items = start === undefined ? rest : takeList(list);
      const offset = start === undefined ? 1 : 0;
      return items.reduce<unknown>(
        (result, item, index) => {
          run.meter.spend(2);
          return callable.call([result, item, index + offset, list].slice(0, callable.arity));
        },
        start === undefined ? first : start,
      );
    }),
  },
]);

function forEach(list: unknown, each: unknown, { run }: CallContext, take: (item: unknown, result: unknown) => void): void {
  const callable = takeCallable(each);
  takeList(list).forEach((item, index) => {
    run.meter.spend(2);
    take(item, callable.call([item, index, list].slice(0, Math.max(callable.arity, 1))));
  });
}

function plainOrder(items: readonly unknown[]): (left: unknown, right: unknown) => boolean {
  const areNumbers = items.every((item) => typeof item === 'number');
  if (!areNumbers && !items.every((item) => typeof item === 'string')) {
    throw new FormulaError('TYPE', 'only texts or only numbers can be sorted without a function');
  }
  return (left, right) => (left as string) > (right as string);
}

/** By merging, because a comparator that contradicts itself must still end and give the same order everywhere. */
function mergeSort(items: readonly unknown[], mustSwap: (left: unknown, right: unknown) => boolean): unknown[] {
  if (items.length <= 1) return [...items];
  const middle = Math.floor(items.length / 2);
  const left = mergeSort(items.slice(0, middle), mustSwap);
  const right = mergeSort(items.slice(middle), mustSwap);
  const merged: unknown[] = [];
  let [atLeft, atRight] = [0, 0];
  while (atLeft < left.length && atRight < right.length) {
    if (mustSwap(left[atLeft], right[atRight])) merged.push(right[atRight++]);
    else merged.push(left[atLeft++]);
  }
  return [...merged, ...left.slice(atLeft), ...right.slice(atRight)];
}
