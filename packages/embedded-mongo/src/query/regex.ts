import { MongoError } from '../errors.ts';

/** A regular expression as JavaScript runs it, with what an index and a byte search can make of it. */
export type CompiledRegex = {
  readonly test: RegExp;
  /** The whole pattern is this plain text, anywhere in the subject (no anchor, no special characters). */
  readonly literal?: string;
  /** The same without regard to case: plain ASCII in lower case. */
  readonly foldedLiteral?: string;
  readonly prefix?: string;
  readonly prefixOnly?: boolean;
};

/** Translates MongoDB's (PCRE's) pattern and options. Throws 51091 for a broken pattern, 51108 for an unknown option. */
export function compileRegex(pattern: string, options: string, global = false): CompiledRegex {
  for (const option of options) {
    if (!'imsxu'.includes(option)) throw new MongoError(51108, ` invalid flag in regex options: ${option}`);
  }
  if (pattern.includes('\u0000')) throw new MongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const all = options + (inline?.[1] ?? '');
  const body = inline ? pattern.slice(inline[0].length) : pattern;
  const flags = `${all.includes('i') ? 'i' : ''}${all.includes('m') ? 'm' : ''}${all.includes('s') ? 's' : ''}u${global ? 'g' : ''}`;
  return { test: toRegExp(body, flags, all.includes('x')), ...shapeOf(body, all) };
}

function toRegExp(pattern: string, flags: string, extended: boolean): RegExp {
  try {
    return new RegExp(translate(pattern, extended, flags.includes('m')), flags);
  } catch (error) {
    if (error instanceof MongoError) throw error;
    throw new MongoError(51091, `Regular expression is invalid: ${error instanceof Error ? error.message : pattern}`);
  }
}

const special = /[\\^$.|?*+()[\]{}]/;

function shapeOf(pattern: string, options: string): Omit<CompiledRegex, 'test'> {
  if (options.includes('x')) return {};
  if (!special.test(pattern)) return options.includes('i') ? foldedShape(pattern) : { literal: pattern };
  const match = /^(?:\^|\\A)((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)/s.exec(pattern);
  if (!match?.[1] || options.includes('i') || options.includes('m') || pattern.includes('|')) return {};
  const rest = pattern.slice(match[0].length);
  const text = match[1].replace(/\\(.)/gs, '$1');
  if (rest === '' || rest === '.*') return { prefix: text, ...(rest === '' || options.includes('s') ? { prefixOnly: true } : {}) };
  const shorter = /^[?*{]/.test(rest) ? Array.from(text).slice(0, -1).join('') : text;
  return shorter === '' ? {} : { prefix: shorter };
}

const isAscii = (text: string) => Array.from(text).every((char) => char < '\u0080');

function foldedShape(pattern: string): Omit<CompiledRegex, 'test'> {
  return isAscii(pattern) ? { foldedLiteral: pattern.toLowerCase() } : {};
}

type Scan = { readonly text: string; at: number; readonly extended: boolean; readonly multiline: boolean };

function translate(text: string, extended: boolean, multiline: boolean): string {
  const scan: Scan = { text, at: 0, extended, multiline };
  let out = '';
  while (scan.at < text.length) out += translateNext(scan);
  return out;
}

function translateNext(scan: Scan): string {
  const char = scan.text[scan.at] as string;
  switch (char) {
    case '\\':
      return translateEscape(scan, false);
    case '[':
      return translateClass(scan);
    case '(':
      return translateGroup(scan);
    case '{':
      return translateBrace(scan);
    default:
      scan.at++;
  }
  if (char === '$') return scan.multiline ? '$' : '(?=\\n?$(?![^]))';
  if (char === '}' || char === ']') return `\\${char}`;
  if (scan.extended && /\s/.test(char)) return '';
  if (scan.extended && char === '#') return skipComment(scan);
  if ('*+?'.includes(char) && scan.text[scan.at] === '+') scan.at++;
  return char;
}

function skipComment(scan: Scan): string {
  const end = scan.text.indexOf('\n', scan.at);
  scan.at = end === -1 ? scan.text.length : end + 1;
  return '';
}

function translateBrace(scan: Scan): string {
  const quantifier = /^\{\d+(?:,\d*)?\}\+?/.exec(scan.text.slice(scan.at, scan.at + 24));
  scan.at += quantifier?.[0].length ?? 1;
  return quantifier ? quantifier[0].replace(/\+$/, '') : '\\{';
}

function translateGroup(scan: Scan): string {
  const rest = scan.text.slice(scan.at);
  if (rest.startsWith('(?#')) {
    const end = scan.text.indexOf(')', scan.at);
    scan.at = end === -1 ? scan.text.length : end + 1;
    return '';
  }
  if (rest.startsWith('(?P<')) {
    scan.at += 4;
    return '(?<';
  }
  if (rest.startsWith("(?'")) {
    const end = scan.text.indexOf("'", scan.at + 3);
    const name = scan.text.slice(scan.at + 3, end);
    scan.at = end + 1;
    return `(?<${name}>`;
  }
  const opening = /^\(\?(?::|=|!|<=|<!|<[A-Za-z_]\w*>)/.exec(rest);
  scan.at += opening?.[0].length ?? 1;
  return opening?.[0] ?? '(';
}

const simpleEscapes = new Map([
  ['A', '(?<![^])'],
  ['z', '(?![^])'],
  ['Z', '(?=\\n?(?![^]))'],
  ['h', '[ \\t]'],
  ['H', '[^ \\t]'],
  ['R', '(?:\\r\\n|[\\n\\v\\f\\r])'],
  ['a', '\\x07'],
  ['e', '\\x1b'],
]);

function translateEscape(scan: Scan, inClass: boolean): string {
  const next = scan.text[scan.at + 1];
  scan.at += 2;
  if (next === undefined) throw new MongoError(51091, 'Regular expression is invalid: \\ at end of pattern');
  if (next === 'Q') return quoted(scan);
  if (next === 'E') return '';
  const hex = /^x\{([0-9a-fA-F]+)\}/.exec(scan.text.slice(scan.at - 1));
  if (hex) {
    scan.at += hex[0].length - 1;
    return `\\u{${hex[1]}}`;
  }
  if (!inClass && simpleEscapes.has(next)) return simpleEscapes.get(next) ?? '';
  if (inClass && next === 'h') return ' \\t';
  if (/[A-Za-z0-9]/.test(next)) return `\\${next}`;
  if (special.test(next) || next === '/' || (inClass && next === '-')) return `\\${next}`;
  return next;
}

function quoted(scan: Scan): string {
  const end = scan.text.indexOf('\\E', scan.at);
  const text = scan.text.slice(scan.at, end === -1 ? undefined : end);
  scan.at = end === -1 ? scan.text.length : end + 2;
  return text.replace(/[\\^$.|?*+()[\]{}/]/g, '\\$&');
}

const posixClasses = new Map([
  ['alpha', 'A-Za-z'],
  ['digit', '0-9'],
  ['alnum', 'A-Za-z0-9'],
  ['upper', 'A-Z'],
  ['lower', 'a-z'],
  ['space', '\\s'],
  ['blank', ' \\t'],
  ['punct', '!-\\/:-@\\[-`{-~'],
  ['xdigit', '0-9A-Fa-f'],
  ['word', '\\w'],
  ['cntrl', '\\x00-\\x1f\\x7f'],
  ['print', ' -~'],
  ['graph', '!-~'],
]);

function translateClass(scan: Scan): string {
  let out = '[';
  scan.at++;
  if (scan.text[scan.at] === '^') {
    out += '^';
    scan.at++;
  }
  for (let first = true; ; first = false) {
    const char = scan.text[scan.at];
    if (char === undefined) throw new MongoError(51091, 'Regular expression is invalid: missing terminating ] for character class');
    if (char === ']' && !first) break;
    out += translateClassMember(scan, char);
  }
  scan.at++;
  return `${out}]`;
}

function translateClassMember(scan: Scan, char: string): string {
  if (char === '\\') return translateEscape(scan, true);
  const posix = /^\[:(\w+):\]/.exec(scan.text.slice(scan.at, scan.at + 12));
  const members = posix?.[1] === undefined ? undefined : posixClasses.get(posix[1]);
  if (posix && members !== undefined) {
    scan.at += posix[0].length;
    return members;
  }
  const point = String.fromCodePoint(scan.text.codePointAt(scan.at) as number);
  scan.at += point.length;
  return '[]'.includes(point) ? `\\${point}` : point;
}
