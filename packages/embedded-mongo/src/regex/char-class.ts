import { rangeVariants } from './case-variants.ts';
import { posixSet } from './char-sets.ts';
import { classEscape, type Member } from './escapes.ts';
import { invalidRegex } from './invalid.ts';
import { escapePoint, literalBody, type Part, plain, type Scan, take, takePoint } from './scan.ts';

/** What a class takes: between its brackets, and beside them what cannot stand there. */
type Taken = { body: string; readonly beside: string[] };

/** A class from its `[` to its `]`. */
export function classPart(scan: Scan): Part {
  if (/^\[([:.=])(?:(?!\[?\1)[^\]]){0,99}\1\]/.test(scan.text.slice(scan.at, scan.at + 110)))
    throw invalidRegex('POSIX named classes are supported only within a class');
  const negated = take(scan, /\[\^?/y)?.[0] === '[^';
  const taken: Taken = { body: '', beside: [] };
  for (let first = true; first || scan.text[scan.at] !== ']' || scan.quoted; first = false) takeMember(scan, taken);
  scan.at++;
  return plain(classSource(taken, negated));
}

function classSource({ body, beside }: Taken, negated: boolean): string {
  if (beside.length === 0) return `[${negated ? '^' : ''}${body}]`;
  const any = [...(body === '' ? [] : [`[${body}]`]), ...beside].join('|');
  return negated ? `(?:(?!${any}).)` : `(?:${any})`;
}

function takeMember(scan: Scan, taken: Taken): void {
  if (skipQuotes(scan)) return;
  const member = nextMember(scan);
  if ('code' in member) {
    taken.body += !scan.quoted && take(scan, /-(?!\])/y) ? rangeFrom(scan, member.code) : literalBody(scan, member.code);
    return;
  }
  if (member.set.body === undefined) taken.beside.push(member.set.source);
  else taken.body += member.set.body;
  // Behind a set a `-` is itself.
  if (take(scan, /-(?!\])/y)) taken.body += escapePoint(0x2d);
}

/** `\Q`, `\E` and what they quote, within a class. */
function skipQuotes(scan: Scan): boolean {
  const mark = take(scan, scan.quoted ? /\\E/y : /\\[QE]/y);
  if (mark) scan.quoted = mark[0] === '\\Q';
  return mark !== undefined;
}

function rangeFrom(scan: Scan, low: number): string {
  skipQuotes(scan);
  const high = nextMember(scan);
  if ('set' in high) throw invalidRegex('invalid range in character class');
  if (high.code < low) throw invalidRegex('range out of order in character class');
  const others = scan.options.caseless && scan.byLetter ? rangeVariants(low, high.code) : [];
  return `${escapePoint(low)}-${escapePoint(high.code)}${others.map(escapePoint).join('')}`;
}

function nextMember(scan: Scan): Member {
  if (scan.at >= scan.text.length) throw invalidRegex('missing terminating ] for character class');
  if (scan.quoted) return { code: takePoint(scan) };
  if (take(scan, /\\b/y)) return { code: 8 };
  if (scan.text[scan.at] === '\\') return classEscape(scan);
  const posix = take(scan, /\[:(\^?)(\w+):\]/y);
  if (posix) return { set: posixSet(scan, posix[2] as string, posix[1] === '^') };
  if (take(scan, /\[([.=])[^\]]{0,99}\1\]/y)) throw invalidRegex('POSIX collating elements are not supported');
  return { code: takePoint(scan) };
}
