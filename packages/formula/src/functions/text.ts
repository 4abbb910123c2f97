import { FormulaError } from '../formula-error.ts';
import { textOf } from '../text-of.ts';
import { type CallContext, defineFunctions, unlessNothing } from './define-function.ts';
import { takeList, takeNumber, takeText } from './take.ts';

/** Texts: parts, cases, padding, joining. */
export const textFunctions = defineFunctions('text', [
  {
    name: 'string',
    signature: '$string(value, pretty?)',
    takes: 'x- b?',
    zh: '转成文本；列表和对象成为 JSON',
    en: 'The value as a text; lists and objects as JSON',
    example: ['$string(12)', '12'],
    run: unlessNothing(([value, pretty], call) => paid(textOf(value, call.run.meter, pretty === true ? 2 : 0), call)),
  },
  {
    name: 'length',
    signature: '$length(text)',
    takes: 's-',
    zh: '字数',
    en: 'How many characters',
    example: ['$length("客户")', 2],
    run: unlessNothing(([text]) => charactersOf(text).length),
  },
  {
    name: 'substring',
    signature: '$substring(text, start, length?)',
    takes: 's- n n?',
    zh: '从第 start 个字（从 0 数，负数从末尾数）起取 length 个字',
    en: 'Characters from a place (from 0; negative from the end)',
    example: ['$substring("13812345678", 0, 3)', '138'],
    run: unlessNothing(([text, start, length]) => {
      const characters = charactersOf(text);
      const from = Math.max(takeNumber(start), -characters.length);
      if (length === undefined) return characters.slice(from);
      const count = takeNumber(length);
      const first = from >= 0 ? from : characters.length + from;
      return count <= 0 ? '' : characters.slice(first, first + count);
    }),
  },
  {
    name: 'substringBefore',
    signature: '$substringBefore(text, part)',
    takes: 's- s',
    zh: '某段文字之前的部分',
    en: 'What stands before a part',
    example: ['$substringBefore("a@b.cn", "@")', 'a'],
    run: unlessNothing(([text, part]) => {
      const at = takeText(text).indexOf(takeText(part));
      return at < 0 ? text : takeText(text).slice(0, at);
    }),
  },
  {
    name: 'substringAfter',
    signature: '$substringAfter(text, part)',
    takes: 's- s',
    zh: '某段文字之后的部分',
    en: 'What stands after a part',
    example: ['$substringAfter("a@b.cn", "@")', 'b.cn'],
    run: unlessNothing(([text, part]) => {
      const at = takeText(text).indexOf(takeText(part));
      return at < 0 ? text : takeText(text).slice(at + takeText(part).length);
    }),
  },
  {
    name: 'uppercase',
    signature: '$uppercase(text)',
    takes: 's-',
    zh: '转成大写',
    en: 'In capitals',
    example: ['$uppercase("vip")', 'VIP'],
    run: unlessNothing(([text], call) => paid(takeText(text).toUpperCase(), call)),
  },
  {
    name: 'lowercase',
    signature: '$lowercase(text)',
    takes: 's-',
    zh: '转成小写',
    en: 'In small letters',
    example: ['$lowercase("VIP")', 'vip'],
    run: unlessNothing(([text], call) => paid(takeText(text).toLowerCase(), call)),
  },
  {
    name: 'trim',
    signature: '$trim(text)',
    takes: 's-',
    zh: '去掉首尾空白，中间连续的空白变成一个空格',
    en: 'Without blanks at the ends; several blanks inside become one',
    example: ['$trim("  a   b ")', 'a b'],
    run: unlessNothing(([text]) =>
      takeText(text)
        .replace(/[ \t\n\r]+/g, ' ')
        .replace(/^ | $/g, ''),
    ),
  },
  {
    name: 'pad',
    signature: '$pad(text, width, char?)',
    takes: 's- n s?',
    zh: '补足到指定宽度；宽度为负时补在前面',
    en: 'Filled up to a width; in front when the width is negative',
    example: ['$pad("7", -3, "0")', '007'],
    run: unlessNothing(([text, width, fill], { run }) => {
      const missing = Math.abs(Math.trunc(takeNumber(width))) - charactersOf(text).length;
      if (missing <= 0) return text;
      run.meter.text(missing + takeText(text).length);
      const unit = charactersOf(takeText(fill) || ' ');
      const whole = unit.slice(0).repeat(Math.floor(missing / unit.length));
      const padding = whole + unit.slice(0, missing % unit.length);
      return takeNumber(width) > 0 ? takeText(text) + padding : padding + takeText(text);
    }),
  },
  {
    name: 'join',
    signature: '$join(texts, separator?)',
    takes: 'a<s> s?',
    zh: '把多段文本连起来',
    en: 'Several texts as one',
    example: ['$join(["北京", "上海"], "、")', '北京、上海'],
    run: unlessNothing(([texts, separator], { run }) => {
      const list = takeList(texts).map(takeText);
      const between = takeText(separator);
      run.meter.text(list.reduce((sum, each) => sum + each.length, 0) + between.length * Math.max(list.length - 1, 0));
      return list.join(between);
    }),
  },
  {
    name: 'left',
    signature: '$left(text, count)',
    takes: 's- n',
    zh: '前几个字',
    en: 'The first characters',
    example: ['$left("简构软件", 2)', '简构'],
    run: unlessNothing(([text, count]) => charactersOf(text).slice(0, Math.max(0, takeNumber(count)))),
  },
  {
    name: 'right',
    signature: '$right(text, count)',
    takes: 's- n',
    zh: '后几个字',
    en: 'The last characters',
    example: ['$right("13812345678", 4)', '5678'],
    run: unlessNothing(([text, count]) => {
      const wanted = Math.max(0, takeNumber(count));
      return wanted === 0 ? '' : charactersOf(text).slice(-wanted);
    }),
  },
  {
    name: 'repeat',
    signature: '$repeat(text, count)',
    takes: 's- n',
    zh: '把文本重复几次',
    en: 'A text several times',
    example: ['$repeat("★", 3)', '★★★'],
    run: unlessNothing(([text, count], { run }) => {
      const times = Math.trunc(takeNumber(count));
      if (times < 0) throw new FormulaError('ARGUMENTS', 'the count may not be negative');
      run.meter.text(takeText(text).length * times);
      return takeText(text).repeat(times);
    }),
  },
]);

interface Characters {
  length: number;
  slice: (start: number, end?: number) => string;
}

/** A text to be cut by characters; one without surrogate pairs is its own, which takes a hundredth of the time. */
function charactersOf(text: unknown): Characters {
  const plain = takeText(text);
  if (!/[\ud800-\udbff]/.test(plain)) return plain;
  const list = Array.from(plain);
  return { length: list.length, slice: (start, end) => list.slice(start, end).join('') };
}

function paid(text: string, { run }: CallContext): string {
  run.meter.text(text.length);
  return text;
}
