import { isoYearStart, utcOf } from './calendar.ts';

const dayLength = 86_400_000;
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const weekDay = '(?:(sun|mon|tue|wed|thu|fri|sat)(?:[a-z]*day)?,? )?';
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekDays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

type Parts = readonly (string | undefined)[];

/** The forms in which a day is written; each reads its parts as midnight, in milliseconds since 1970, if there is such a day. */
const forms: readonly (readonly [RegExp, (parts: Parts) => number | undefined])[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})/, ([year, month, day]) => midnight(year, month, day)],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, ([year, month, day]) => midnight(year, month, day)],
  [/^(\d{4})(\d{2})(\d{2})(?!\d|T[\d:]+\.)/, ([year, month, day]) => midnight(year, month, day)],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{4})/, ([month, day, year]) => midnight(year, month, day)],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})/, ([day, month, year]) => midnight(year, month, day)],
  [/^(\d{1,2})-(\d{1,2})-(\d{4})/, ([day, month, year]) => midnight(year, month, day)],
  [/^(\d{4})-?W(0[1-9]|[1-4]\d|5[0-3])(?:-?([0-7]))?/, ([year, week, day]) => inWeek(Number(year), Number(week), Number(day ?? 1))],
  [new RegExp(`^${weekDay}(${month})\\.? (\\d{1,2}),? (\\d{4})`, 'i'), ([name, word, day, year]) => named(name, year, word, day)],
  [new RegExp(`^${weekDay}(\\d{1,2})[ -](${month})[ -](\\d{4})`, 'i'), ([name, day, word, year]) => named(name, year, word, day)],
  [/^(\d{4})-(\d{1,2})$/, ([year, month]) => midnight(year, month, '1')],
];

/** Reads the day that a text begins with: its midnight by the UTC clock, and what follows. Nothing when the calendar has no such day. */
export function readDay(text: string): { readonly day: number; readonly rest: string } | undefined {
  for (const [form, read] of forms) {
    const match = form.exec(text);
    if (!match) continue;
    const day = read(match.slice(1));
    return day === undefined ? undefined : { day, rest: text.slice(match[0].length) };
  }
  return undefined;
}

/** Midnight of a day, unless the month has no such day. */
export function midnight(...parts: readonly [year: Part, month: Part, day: Part]): number | undefined {
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const time = utcOf({ year, month, day });
  const date = new Date(time);
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day ? time : undefined;
}

type Part = string | number | undefined;

/** Midnight of a day of an ISO week; day 0 is the Sunday before it. */
export function inWeek(year: number, week: number, day: number): number {
  return isoYearStart(year) + (week * 7 + day - 8) * dayLength;
}

/** With a name of a week's day, the next such one; a date that agrees with its name already is. */
function named(name: string | undefined, year: Part, word: string | undefined, day: Part): number | undefined {
  const time = midnight(year, months.indexOf(String(word).slice(0, 3).toLowerCase()) + 1, day);
  if (name === undefined || time === undefined) return time;
  const ahead = (weekDays.indexOf(name.toLowerCase()) - new Date(time).getUTCDay() + 7) % 7;
  return time + ahead * dayLength;
}
