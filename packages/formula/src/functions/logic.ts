import { FormulaError } from '../formula-error.ts';
import { isCallable, isEqual, isPattern, isTruthy } from '../values.ts';
import { defineFunctions, unlessNothing } from './define-function.ts';
import { takeList, takeText } from './take.ts';

/** Yes and no, conditions, emptiness, kinds of value. */
export const logicFunctions = defineFunctions('logic', [
  {
    name: 'boolean',
    signature: '$boolean(value)',
    takes: 'x-',
    zh: '值是否算“真”：空文本、0、空列表都算假',
    en: 'Whether a value counts as true: empty texts, 0 and empty lists do not',
    example: ['$boolean(0)', false],
    run: unlessNothing(([value], { run }) => isTruthy(value, run.meter)),
  },
  {
    name: 'not',
    signature: '$not(value)',
    takes: 'x-',
    zh: '取反',
    en: 'The opposite',
    example: ['$not(1 > 2)', true],
    run: unlessNothing(([value], { run }) => !isTruthy(value, run.meter)),
  },
  {
    name: 'exists',
    signature: '$exists(value)',
    takes: 'x',
    zh: '值是否存在',
    en: 'Whether there is a value',
    example: ['$exists(missing)', false],
    run: ([value]) => value !== undefined,
  },
  {
    name: 'isEmpty',
    signature: '$isEmpty(value)',
    takes: 'x',
    zh: '值是否为空：没填、空文本、空列表',
    en: 'Whether there is nothing: no value, an empty text or an empty list',
    example: ['$isEmpty("")', true],
    run: ([value]) => isNothing(value),
  },
  {
    name: 'if',
    signature: '$if(condition, then, else?)',
    takes: 'x x x?',
    zh: '条件成立时取第一个值，否则取第二个',
    en: 'The first value when the condition holds, else the second',
    example: ['$if(3 > 2, "大", "小")', '大'],
    run: ([condition, yes, no], { run }) => (isTruthy(condition, run.meter) ? yes : no),
  },
  {
    name: 'ifs',
    signature: '$ifs(condition, value, condition, value, …, else?)',
    takes: 'x+',
    zh: '依次看条件，取第一个成立的条件后面的值；最后单独一个值是其他情况',
    en: 'The value after the first condition that holds; a single last value is for all else',
    example: ['$ifs(85 >= 90, "优", 85 >= 60, "及格", "不及格")', '及格'],
    run: (args, { run }) => {
      for (let index = 0; index + 1 < args.length; index += 2) if (isTruthy(args[index], run.meter)) return args[index + 1];
      return args.length % 2 === 1 ? args.at(-1) : undefined;
    },
  },
  {
    name: 'switch',
    signature: '$switch(value, case, result, …, else?)',
    takes: 'x+',
    zh: '值等于哪一个，就取它后面的结果',
    en: 'The result after the case that equals the value',
    example: ['$switch("b", "a", 1, "b", 2, 0)', 2],
    run: ([value, ...pairs], { run }) => {
      for (let index = 0; index + 1 < pairs.length; index += 2) if (isEqual(value, pairs[index], run.meter)) return pairs[index + 1];
      return pairs.length % 2 === 1 ? pairs.at(-1) : undefined;
    },
  },
  {
    name: 'coalesce',
    signature: '$coalesce(value, value, …)',
    takes: 'x+',
    zh: '第一个不为空的值',
    en: 'The first value that is not empty',
    example: ['$coalesce(missing, "", "备用")', '备用'],
    run: (args) => args.find((value) => !isNothing(value)),
  },
  {
    name: 'type',
    signature: '$type(value)',
    takes: 'x',
    zh: '值的类型：string、number、boolean、array、object、null',
    en: 'The kind of a value: string, number, boolean, array, object or null',
    example: ['$type("a")', 'string'],
    run: unlessNothing(([value]) => typeName(value)),
  },
  {
    name: 'error',
    signature: '$error(message?)',
    takes: 's?',
    zh: '让公式出错，并给出说明',
    en: 'Makes the formula fail with a message',
    example: ['false ? $error("不行") : "好"', '好'],
    run: ([message]) => {
      throw new FormulaError('RAISED', takeText(message ?? '$error'));
    },
  },
  {
    name: 'assert',
    signature: '$assert(condition, message?)',
    takes: 'x s?',
    zh: '条件不成立时让公式出错',
    en: 'Makes the formula fail when the condition does not hold',
    example: ['($assert(1 = 1, "不相等"); "好")', '好'],
    run: ([condition, message], { run }) => {
      if (!isTruthy(condition, run.meter)) throw new FormulaError('RAISED', takeText(message ?? '$assert'));
      return undefined;
    },
  },
]);

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && takeList(value).length === 0);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return isCallable(value) || isPattern(value) ? 'function' : typeof value;
}
