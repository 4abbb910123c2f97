import { invalidRegex } from './invalid.ts';
import { leaveCase, type Scan, take } from './scan.ts';

type Sets = { readonly [letter: string]: string };

const asciiSets: Sets = { d: '[0-9]', s: '[\\t-\\r ]', w: '[0-9A-Z_a-z]' };
const unicodeSets: Sets = { d: '\\p{Nd}', s: '[\\t-\\r\\x85\\p{Z}]', w: '[\\p{L}\\p{N}_]' };
const spaces: Sets = {
  h: '[\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  v: '[\\n-\\r\\x85\\u2028\\u2029]',
};

/** The class that a letter behind `\` stands for, as a class of JavaScript; capital letters are the rest. */
export function namedSet(scan: Scan, letter: string): string | undefined {
  const small = letter.toLowerCase();
  const set = (scan.unicode ? unicodeSets : asciiSets)[small] ?? spaces[small];
  if (set === undefined) return undefined;
  leaveCase(scan);
  return letter === small ? set : `[^${set}]`;
}

const asciiClasses: Sets = {
  alnum: '[0-9A-Za-z]',
  alpha: '[A-Za-z]',
  ascii: '[\\x00-\\x7f]',
  blank: '[\\t ]',
  cntrl: '[\\x00-\\x1f\\x7f]',
  digit: '[0-9]',
  graph: '[\\x21-\\x7e]',
  lower: '[a-z]',
  print: '[\\x20-\\x7e]',
  punct: '[\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e]',
  space: '[\\t-\\r ]',
  upper: '[A-Z]',
  word: '[0-9A-Z_a-z]',
  xdigit: '[0-9A-Fa-f]',
};

const unicodeClasses: Sets = {
  ...asciiClasses,
  alnum: '[\\p{L}\\p{N}]',
  alpha: '\\p{L}',
  blank: spaces.h as string,
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  graph: '[^\\p{Z}\\p{Cc}\\p{Cn}\\p{Cs}]',
  lower: '\\p{Ll}',
  print: '[^\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cn}\\p{Cs}]',
  punct: '[\\p{P}\\x24\\x2b\\x3c\\x3d\\x3e\\x5e\\x60\\x7c\\x7e]',
  space: unicodeSets.s as string,
  upper: '\\p{Lu}',
  word: unicodeSets.w as string,
};

/** `[:name:]` within a class. Without regard to case, upper and lower are any letter. */
export function posixSet(scan: Scan, name: string, negated: boolean): string {
  const key = scan.options.caseless && (name === 'upper' || name === 'lower') ? 'alpha' : name;
  const set = (scan.unicode ? unicodeClasses : asciiClasses)[key];
  if (set === undefined) throw invalidRegex('unknown POSIX class name');
  leaveCase(scan);
  return negated ? `[^${set}]` : set;
}

const specialProperties: Sets = {
  Any: '\\p{Any}',
  'L&': '\\p{LC}',
  Xan: '[\\p{L}\\p{N}]',
  Xsp: '[\\t-\\r\\p{Z}]',
  Xps: '[\\t-\\r\\p{Z}]',
  Xwd: '[\\p{L}\\p{N}_]',
  Xuc: '[\\x24@\\x60\\xa0-\\ud7ff\\u{e000}-\\u{10ffff}]',
};

/** `\p{…}` and `\P{…}`: general categories, scripts and PCRE's own, behind the `p`. */
export function propertySet(scan: Scan, letter: string): string {
  const name = take(scan, /\{(\^?)([A-Za-z_&]+)\}|()([A-Z])/y);
  if (!name) throw invalidRegex('malformed \\P or \\p sequence');
  leaveCase(scan);
  const property = (name[2] ?? name[4]) as string;
  const set = specialProperties[property] ?? unicodeProperty(property);
  return (letter === 'P') === (name[1] === '^') ? set : `[^${set}]`;
}

function unicodeProperty(name: string): string {
  const source = name.length <= 2 ? `\\p{gc=${name}}` : `\\p{sc=${name}}`;
  if (!isProperty(source)) throw invalidRegex('unknown property name after \\P or \\p');
  return source;
}

function isProperty(source: string): boolean {
  try {
    return new RegExp(source, 'v').global === false;
  } catch {
    return false;
  }
}
