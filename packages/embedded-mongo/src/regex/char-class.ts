import { rangeVariants } from './case-variants.ts';
import { posixSet } from './char-sets.ts';
import { classEscape, type Member } from './escapes.ts';
import { invalidRegex } from './invalid.ts';
import { escapePoint, literal, type Part, plain, type Scan, take, takePoint } from './scan.ts';

/** A class from its `[` to its `]`. */
export function classPart(scan: Scan): Part {
  if (/^\[([:.=])(?:(?!\[?\1)[^\]])*\1\]/.test(scan.text.slice(scan.at)))
    throw invalidRegex('POSIX named classes are supported only within a class');
  const opening = take(scan, /\[\^?/y)?.[0] as string;
  let source = opening;
  for (let first = true; first || scan.text[scan.at] !== ']' || scan.quoted; first = false) source += memberAt(scan);
  scan.at++;
  return plain(`${source}]`);
}

function memberAt(scan: Scan): string {
  if (skipQuotes(scan)) return '';
  const member = nextMember(scan);
  if ('set' in member) return member.set + hyphenBehindSet(scan);
  return !scan.quoted && take(scan, /-(?!\])/y) ? rangeFrom(scan, member.code) : literal(scan, member.code);
}

/** `\Q`, `\E` and what they quote, within a class. */
function skipQuotes(scan: Scan): boolean {
  const mark = take(scan, scan.quoted ? /\\E/y : /\\[QE]/y);
  if (mark) scan.quoted = mark[0] === '\\Q';
  return mark !== undefined;
}

/** Behind a class a `-` is itself. */
const hyphenBehindSet = (scan: Scan) => (take(scan, /-(?!\])/y) ? escapePoint(0x2d) : '');

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
  if (take(scan, /\[([.=])[^\]]*\1\]/y)) throw invalidRegex('POSIX collating elements are not supported');
  return { code: takePoint(scan) };
}
