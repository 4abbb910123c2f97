import { type CharSet, namedSet, propertySet } from './char-sets.ts';
import { invalidRegex } from './invalid.ts';
import { assertion, atomic, leaveCase, literal, type Part, plain, reference, type Scan, take, takePoint } from './scan.ts';

const controls = new Map([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

const assertions = new Map([
  ['A', '^'],
  ['z', '$'],
  ['Z', '(?=\\n?$)'],
  ['b', '\\b'],
  ['B', '\\B'],
]);

const unicodeWord = '[\\p{L}\\p{N}_]';
const unicodeEdge = `(?<=${unicodeWord})(?!${unicodeWord})|(?<!${unicodeWord})(?=${unicodeWord})`;
const unicodeAssertions = new Map([
  ['b', `(?:${unicodeEdge})`],
  ['B', `(?!${unicodeEdge})`],
]);

/** A `\` outside a class, and what it stands for. */
export function escapePart(scan: Scan): Part {
  const letter = scan.text[scan.at + 1];
  if (letter === undefined) throw invalidRegex('\\ at end of pattern');
  const edge = (scan.unicode ? unicodeAssertions.get(letter) : undefined) ?? assertions.get(letter);
  if (edge !== undefined) {
    scan.at += 2;
    if ('bB'.includes(letter)) leaveCase(scan);
    scan.absence ||= letter === 'B';
    return assertion(edge);
  }
  if (take(scan, /\\R/y)) {
    return { ...plain(atomic(scan, '\\r\\n|[\\n-\\r\\x85\\u2028\\u2029]')), width: undefined };
  }
  if (take(scan, /\\N(?!\{(?!\d))/y)) return plain('[^\\n]');
  const back = backReference(scan);
  if (back !== undefined) return reference(back);
  if ('XCKG'.includes(letter)) throw invalidRegex(`\\${letter} is not supported`);
  const member = classEscape(scan);
  return 'set' in member ? plain(member.set.source) : literal(scan, member.code);
}

export type Member = { readonly code: number } | { readonly set: CharSet };

/** A `\` that stands for a character or a class of them, as in a class. */
export function classEscape(scan: Scan): Member {
  scan.at++;
  if (scan.at >= scan.text.length) throw invalidRegex('\\ at end of pattern');
  const number = numberedPoint(scan);
  if (number !== undefined) return { code: number };
  const letter = String.fromCodePoint(takePoint(scan));
  if ('lLuUN'.includes(letter)) throw invalidRegex('PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u');
  if (letter === 'p' || letter === 'P') return { set: propertySet(scan, letter) };
  const set = namedSet(scan, letter);
  return set === undefined ? { code: controls.get(letter) ?? (letter.codePointAt(0) as number) } : { set };
}

/** `\x41`, `\x{4e2d}`, `\101`, `\o{101}`, `\cA`: behind the `\`. */
function numberedPoint(scan: Scan): number | undefined {
  const control = take(scan, /c([ -~])/y);
  if (control) return (control[1] as string).toUpperCase().charCodeAt(0) ^ 0x40;
  const braced = take(scan, /x\{([0-9a-fA-F]+)\}|o\{([0-7]+)\}/y);
  if (braced) return checkedPoint(braced[1] === undefined ? Number.parseInt(braced[2] as string, 8) : Number.parseInt(braced[1], 16));
  if (/^[xo]\{/.test(scan.text.slice(scan.at, scan.at + 2))) throw invalidRegex('non-hex character in \\x{} (closing brace missing?)');
  const hex = take(scan, /x([0-9a-fA-F]{0,2})/y);
  if (hex) return hex[1] === '' ? 0 : Number.parseInt(hex[1] as string, 16);
  const octal = take(scan, /[0-7]{1,3}/y);
  return octal && Number.parseInt(octal[0], 8);
}

function checkedPoint(code: number): number {
  if (code > 0x10ffff) throw invalidRegex('character value in \\x{} or \\o{} is too large');
  if (code >= 0xd800 && code <= 0xdfff) throw invalidRegex('disallowed Unicode code point (>= 0xd800 && <= 0xdfff)');
  return code;
}

/** `\1`, `\g{-1}`, `\k<name>` as JavaScript's, at the `\`; other digits are octal. */
function backReference(scan: Scan): string | undefined {
  const named = take(scan, /\\k(?:<(\w+)>|'(\w+)'|\{(\w+)\})|\\g\{([A-Za-z_]\w*)\}/y);
  if (named) return namedReference(scan, named.slice(1).find((name) => name !== undefined) as string);
  const relative = take(scan, /\\g(?:(-?\d+)|\{(-?\d+)\})/y);
  if (relative) return numberedReference(scan, Number(relative[1] ?? relative[2]));
  const digits = /\\([1-9]\d*)/y;
  digits.lastIndex = scan.at;
  const number = Number(digits.exec(scan.text)?.[1] ?? Number.NaN);
  if (!(number < 8 || number <= scan.captures.length)) return undefined;
  scan.at = digits.lastIndex;
  return numberedReference(scan, number);
}

function numberedReference(scan: Scan, number: number): string {
  const group = number < 0 ? scan.captures.length + 1 + number : number;
  if (group < 1) throw invalidRegex('reference to non-existent subpattern');
  scan.refers = true;
  return `\\k<g${group}>`;
}

export function namedReference(scan: Scan, name: string): string {
  const group = scan.names.get(name);
  if (group === undefined) throw invalidRegex('reference to non-existent subpattern');
  scan.refers = true;
  return `\\k<g${group}>`;
}
