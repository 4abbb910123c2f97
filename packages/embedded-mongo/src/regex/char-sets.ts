import { invalidRegex } from './invalid.ts';
import { escapePoint, leaveCase, type Scan, take } from './scan.ts';

/** A set of characters by itself, and where it can be one, as a part of a class: what stands between its brackets. */
export type CharSet = { readonly source: string; readonly body?: string };

/** Pairs of first and last characters, one behind the other. */
type Ranges = string;
type Sets<T> = { readonly [name: string]: T };

const space: Ranges = '\t\r  ';
const word: Ranges = '09AZ__az';
const asciiSets: Sets<Ranges> = { d: '09', s: space, w: word };
const blankSets: Sets<Ranges> = {
  h: '\t\t  \xa0\xa0\u1680\u1680\u180e\u180e\u2000\u200a\u202f\u202f\u205f\u205f\u3000\u3000',
  v: '\n\r\x85\x85\u2028\u2029',
};

/** What stands between the brackets of a class, by Unicode's properties. */
const unicodeSets: Sets<string> = { d: '\\p{Nd}', s: '\\t-\\r\\x85\\p{Z}', w: '\\p{L}\\p{N}_' };

/** The set that a letter behind `\` stands for; a capital letter is the rest. */
export function namedSet(scan: Scan, letter: string): CharSet | undefined {
  const small = letter.toLowerCase();
  const negated = letter !== small;
  const blanks = blankSets[small];
  if (blanks !== undefined) return ofRanges(blanks, negated);
  const [body, ranges] = [unicodeSets[small], asciiSets[small]];
  if (body === undefined || ranges === undefined) return undefined;
  if (small === 'w') leaveCase(scan);
  return scan.unicode ? ofBody(body, negated) : ofRanges(ranges, negated);
}

const asciiClasses: Sets<Ranges> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  ascii: '\x00\x7f',
  blank: '\t\t  ',
  cntrl: '\x00\x1f\x7f\x7f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space,
  upper: 'AZ',
  word,
  xdigit: '09AFaf',
};

const unicodeClasses: Sets<CharSet & { readonly rest: CharSet }> = {
  alnum: both('\\p{L}\\p{N}'),
  alpha: both('\\p{L}'),
  blank: { ...ofRanges(blankSets.h as Ranges, false), rest: ofRanges(blankSets.h as Ranges, true) },
  cntrl: both('\\p{Cc}'),
  digit: both('\\p{Nd}'),
  graph: turned('\\p{Z}\\p{Cc}\\p{Cn}\\p{Cs}'),
  lower: both('\\p{Ll}'),
  print: turned('\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cn}\\p{Cs}'),
  punct: both('\\p{P}\\x24\\x2b\\x3c\\x3d\\x3e\\x5e\\x60\\x7c\\x7e'),
  space: both(unicodeSets.s as string),
  upper: both('\\p{Lu}'),
  word: both(unicodeSets.w as string),
};

function both(body: string): CharSet & { readonly rest: CharSet } {
  return { ...ofBody(body, false), rest: ofBody(body, true) };
}

function turned(rest: string): CharSet & { readonly rest: CharSet } {
  return { ...ofBody(rest, true), rest: ofBody(rest, false) };
}

/** `[:name:]` within a class. Without regard to case, upper and lower are any letter. */
export function posixSet(scan: Scan, name: string, negated: boolean): CharSet {
  const key = scan.options.caseless && (name === 'upper' || name === 'lower') ? 'alpha' : name;
  const ranges = asciiClasses[key];
  if (ranges === undefined) throw invalidRegex('unknown POSIX class name');
  leaveCase(scan);
  const byProperty = scan.unicode ? unicodeClasses[key] : undefined;
  if (byProperty) return negated ? byProperty.rest : byProperty;
  return ofRanges(ranges, negated);
}

const specialProperties: Sets<string> = {
  Any: '\\p{Any}',
  'L&': '\\p{LC}',
  Xan: '\\p{L}\\p{N}',
  Xsp: '\\t-\\r\\p{Z}',
  Xps: '\\t-\\r\\p{Z}',
  Xwd: '\\p{L}\\p{N}_',
  Xuc: '\\x24@\\x60\\xa0-\\ud7ff\\u{e000}-\\u{10ffff}',
};

/** `\p{…}` and `\P{…}`: general categories, scripts and PCRE's own, behind the `p`. */
export function propertySet(scan: Scan, letter: string): CharSet {
  const name = take(scan, /\{(\^?)([A-Za-z_&]+)\}|()([A-Z])/y);
  if (!name) throw invalidRegex('malformed \\P or \\p sequence');
  leaveCase(scan);
  const property = (name[2] ?? name[4]) as string;
  return ofBody(specialProperties[property] ?? unicodeProperty(property), (letter === 'P') !== (name[1] === '^'));
}

function unicodeProperty(name: string): string {
  const source = name.length <= 2 ? `\\p{gc=${name}}` : `\\p{sc=${name}}`;
  if (!isProperty(source)) throw invalidRegex('unknown property name after \\P or \\p');
  return source;
}

function isProperty(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode;
  } catch {
    return false;
  }
}

/** A set by properties. The rest of more than one cannot be a part of a class. */
function ofBody(body: string, negated: boolean): CharSet {
  if (!negated) return { source: `[${body}]`, body };
  return /^\\p\{[^}]*\}$/.test(body) ? ofBody(body.replace('p', 'P'), false) : { source: `[^${body}]` };
}

function ofRanges(pairs: Ranges, negated: boolean): CharSet {
  const codes = Array.from(pairs, (char) => char.codePointAt(0) as number);
  const edges = negated ? [0, ...codes.map((code, i) => code + (i % 2 === 0 ? -1 : 1)), 0x10ffff] : codes;
  let body = '';
  for (let i = 0; i < edges.length; i += 2) {
    const [low, high] = [edges[i] as number, edges[i + 1] as number];
    if (low <= high) body += `${escapePoint(low)}-${escapePoint(high)}`;
  }
  return ofBody(body, false);
}
