import type { Meter } from '../meter.ts';
import { Sequence } from '../sequence.ts';
import { checkKey, isObject, isTruthy, lookUp, newObject } from '../values.ts';
import { defineFunctions, unlessNothing } from './define-function.ts';
import { takeCallable, takeList, takeObject, takeText } from './take.ts';

/** Objects: keys, values, merging. */
export const objectFunctions = defineFunctions('object', [
  {
    name: 'keys',
    signature: '$keys(object)',
    takes: 'x-',
    zh: '对象的所有键',
    en: 'The keys of an object',
    example: ['$keys({"a": 1, "b": 2})', ['a', 'b']],
    run: ([value], { run }) => {
      const found = new Sequence();
      const keys = new Set(objectsOf(value, run.meter).flatMap((each) => Object.keys(each)));
      run.meter.list(keys.size);
      for (const key of keys) found.push(key);
      return found;
    },
  },
  {
    name: 'lookup',
    signature: '$lookup(object, key)',
    takes: 'x- s',
    zh: '按键取值',
    en: 'The value under a key',
    example: ['$lookup({"a": 1}, "a")', 1],
    run: ([value, key], { run }) => (key === undefined ? undefined : lookUp(value, takeText(key), run.meter)),
  },
  {
    name: 'merge',
    signature: '$merge(objects)',
    takes: 'a<o>',
    zh: '把几个对象合成一个，后面的覆盖前面的',
    en: 'Several objects as one; later values win',
    example: ['$merge([{"a": 1}, {"b": 2}])', { a: 1, b: 2 }],
    run: unlessNothing(([list], { run }) => {
      const merged = newObject();
      for (const each of takeList(list)) {
        for (const [key, value] of Object.entries(takeObject(each))) {
          run.meter.spend(1);
          merged[checkKey(key)] = value;
        }
      }
      return merged;
    }),
  },
  {
    name: 'spread',
    signature: '$spread(object)',
    takes: 'x-',
    zh: '拆成每个只有一个键的对象',
    en: 'One object for each key',
    example: ['$spread({"a": 1, "b": 2})', [{ a: 1 }, { b: 2 }]],
    run: ([value], { run }) => {
      const objects = objectsOf(value, run.meter);
      if (!Array.isArray(value) && objects.length === 0) return value;
      const found = new Sequence();
      for (const [key, each] of objects.flatMap((object) => Object.entries(object))) {
        run.meter.spend(1);
        const single = newObject();
        single[checkKey(key)] = each;
        found.push(single);
      }
      return found;
    },
  },
  {
    name: 'each',
    signature: '$each(object, function)',
    takes: 'o- f',
    zh: '对对象的每个键值用函数算出新值',
    en: 'What a function makes of every value and key',
    example: ['$each({"a": 1, "b": 2}, function($v, $k) { $k & $v })', ['a1', 'b2']],
    run: ([object, each], { run }) => {
      const found = new Sequence();
      const callable = takeCallable(each);
      for (const [key, value] of Object.entries(takeObject(object))) {
        run.meter.spend(2);
        const result = callable.call([value, key, object].slice(0, callable.arity));
        if (result !== undefined) found.push(result);
      }
      return found;
    },
  },
  {
    name: 'sift',
    signature: '$sift(object, function)',
    takes: 'o- f',
    zh: '留下函数认为成立的键值',
    en: 'The object with only the values for which a function is true',
    example: ['$sift({"a": 1, "b": 5}, function($v) { $v > 3 })', { b: 5 }],
    run: unlessNothing(([object, each], { run }) => {
      const callable = takeCallable(each);
      const kept = newObject();
      for (const [key, value] of Object.entries(takeObject(object))) {
        run.meter.spend(2);
        if (isTruthy(callable.call([value, key, object].slice(0, callable.arity)), run.meter)) kept[checkKey(key)] = value;
      }
      return Object.keys(kept).length > 0 ? kept : undefined;
    }),
  },
]);

/** The objects in a value and in the lists below it, each with its keys paid for. */
function objectsOf(value: unknown, meter: Meter): Array<Record<string, unknown>> {
  if (isObject(value)) {
    meter.spend(1 + Object.keys(value).length / 4);
    return [value];
  }
  if (!Array.isArray(value)) return [];
  meter.spend(value.length);
  return value.flatMap((each) => objectsOf(each, meter));
}
