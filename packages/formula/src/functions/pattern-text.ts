import { FormulaError } from '../formula-error.ts';
import { createPattern, type PatternMatch } from '../pattern.ts';
import { Sequence } from '../sequence.ts';
import { isCallable, isPattern } from '../values.ts';
import { type CallContext, defineFunctions, unlessNothing } from './define-function.ts';
import { takeNumber, takeText } from './take.ts';

/** Texts searched by a part or a regular expression. */
export const patternFunctions = defineFunctions('text', [
  {
    name: 'contains',
    signature: '$contains(text, part)',
    takes: 's- sr',
    zh: '文本里是否有某段文字，或符合正则表达式',
    en: 'Whether a text holds a part or matches a regular expression',
    example: ['$contains("重点客户", "客户")', true],
    run: unlessNothing(([text, part], call) => {
      if (part === undefined) return undefined;
      return isPattern(part) ? matchesOf(text, part, { limit: 1, call }).length > 0 : takeText(text).includes(takeText(part));
    }),
  },
  {
    name: 'match',
    signature: '$match(text, pattern, limit?)',
    takes: 's- r n?',
    zh: '所有符合正则表达式的地方',
    en: 'Every place that matches a regular expression',
    example: ['$match("a1b22", /[0-9]+/).match', ['1', '22']],
    run: unlessNothing(([text, pattern, limit], call) => {
      const found = new Sequence();
      for (const { match, start, groups } of matchesOf(text, pattern, { limit: limitOf(limit), call }))
        found.push({ match, index: start, groups });
      return found;
    }),
  },
  {
    name: 'split',
    signature: '$split(text, separator, limit?)',
    takes: 's- sr n?',
    zh: '按分隔符拆成多段',
    en: 'The pieces between separators',
    example: ['$split("北京,上海", ",")', ['北京', '上海']],
    run: unlessNothing(([text, separator, limit], call) => {
      const most = limitOf(limit);
      if (most === 0) return [];
      if (!isPattern(separator)) {
        call.run.meter.list(separator === '' ? takeText(text).length : takeText(text).split(takeText(separator)).length);
        return takeText(text).split(takeText(separator), most === Number.POSITIVE_INFINITY ? undefined : most);
      }
      const matches = matchesOf(text, separator, { limit: most, call });
      const starts = [0, ...matches.map((match) => match.end)];
      const ends = [...matches.map((match) => match.start), takeText(text).length];
      return starts.map((start, index) => takeText(text).slice(start, ends[index])).slice(0, Math.min(most, 10_000));
    }),
  },
  {
    name: 'replace',
    signature: '$replace(text, pattern, replacement, limit?)',
    takes: 's- sr sf n?',
    zh: '替换文字；正则表达式的分组写作 $1、$2',
    en: 'A text with parts replaced; groups of a regular expression are $1, $2',
    example: ['$replace("138 1234", " ", "")', '1381234'],
    run: unlessNothing(([text, pattern, replacement, limit], call) => {
      const matches = isPattern(pattern)
        ? matchesOf(text, pattern, { limit: limitOf(limit), call })
        : partsOf(takeText(text), takeText(pattern), { limit: limitOf(limit), call });
      let [result, position] = ['', 0];
      for (const match of matches) {
        const piece = takeText(text).slice(position, match.start) + substitute(match, replacement, isPattern(pattern));
        call.run.meter.text(result.length + piece.length);
        result += piece;
        position = match.end;
      }
      return result + takeText(text).slice(position);
    }),
  },
]);

interface Search {
  limit: number;
  call: CallContext;
}

function limitOf(limit: unknown): number {
  const number = takeNumber(limit, Number.POSITIVE_INFINITY);
  if (number < 0) throw new FormulaError('ARGUMENTS', 'the limit may not be negative');
  return number;
}

function matchesOf(text: unknown, value: unknown, { limit, call }: Search): PatternMatch[] {
  if (!isPattern(value)) throw new FormulaError('ARGUMENTS', 'a regular expression is expected');
  const pattern = createPattern(value.source, value.flags);
  const found: PatternMatch[] = [];
  let from = 0;
  while (found.length < limit) {
    call.run.meter.spend(10 + ((takeText(text).length - from) * pattern.size) / 32);
    const match = pattern.find(takeText(text), from);
    if (!match) break;
    if (match.match === '') throw new FormulaError('PATTERN', 'the regular expression matches nothing at all');
    found.push(match);
    from = match.end;
    if (from >= takeText(text).length) break;
  }
  return found;
}

function partsOf(text: string, part: string, { limit, call }: Search): PatternMatch[] {
  if (part === '') throw new FormulaError('ARGUMENTS', 'the part to replace may not be empty');
  const found: PatternMatch[] = [];
  let at = text.indexOf(part);
  while (at >= 0 && found.length < limit) {
    call.run.meter.spend(1);
    found.push({ match: part, start: at, end: at + part.length, groups: [] });
    at = text.indexOf(part, at + part.length);
  }
  return found;
}

function substitute(match: PatternMatch, replacement: unknown, isPatternMatch: boolean): string {
  if (isCallable(replacement)) {
    const result = replacement.call([{ match: match.match, start: match.start, end: match.end, groups: match.groups }]);
    if (typeof result !== 'string') throw new FormulaError('TYPE', 'the replacement must be a text');
    return result;
  }
  return isPatternMatch ? fillGroups(takeText(replacement), match) : takeText(replacement);
}

/** `$0` is the match, `$1` a group, `$$` a dollar; as many digits as there are groups count. */
function fillGroups(replacement: string, { match, groups }: PatternMatch): string {
  const digits = String(Math.max(groups.length, 1)).length;
  return replacement.replace(
    new RegExp(`\\$(?:(\\$)|(0)|(\\d{1,${digits}}))`, 'g'),
    (_all, dollar?: string, zero?: string, number?: string) => {
      if (dollar) return '$';
      if (zero || number === undefined) return match;
      const isTooHigh = number.length > 1 && Number(number) > groups.length;
      const [index, rest] = isTooHigh ? [number.slice(0, -1), number.slice(-1)] : [number, ''];
      return (groups[Number(index) - 1] ?? '') + rest;
    },
  );
}
