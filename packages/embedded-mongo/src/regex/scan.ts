import { letterVariants } from './case-variants.ts';

/** The options in force at a place of the pattern; a group ends what was set in it. */
export type RegexOptions = {
  readonly caseless: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly extended: boolean;
  readonly ungreedy: boolean;
};

/** The reading of one pattern. */
export type Scan = {
  readonly text: string;
  at: number;
  options: RegexOptions;
  /** `\d`, `\s`, `\w`, `\b` and POSIX classes go by Unicode's properties: `(*UCP)`. */
  unicode: boolean;
  /** Case is told apart letter by letter, not by JavaScript's flag. */
  readonly byLetter: boolean;
  /** Something was met that the flag would take otherwise. */
  needsByLetter: boolean;
  /** A reference to a group was met. */
  refers: boolean;
  /** Between `\Q` and `\E`. */
  quoted: boolean;
  /** Within how many look-behinds, which JavaScript runs backwards. */
  behind: number;
  atomics: number;
  /** An assertion that something is absent was met. */
  absence: boolean;
  /** How many groups are open. */
  depth: number;
  readonly captures: string[];
  readonly names: Map<string, number>;
};

/** A translated part. `width` counts its characters where they are fixed, as a look-behind wants it. */
export type Part = {
  readonly source: string;
  /** What a quantifier makes of it: `group` needs one around it, `none` cannot be repeated. */
  readonly repeats: 'plain' | 'group' | 'none';
  readonly width: number | undefined;
  /** May it match without taking a character? */
  readonly empty: boolean;
};

/** One character. */
export const plain = (source: string): Part => ({ source, repeats: 'plain', width: 1, empty: false });
export const assertion = (source: string): Part => ({ source, repeats: 'none', width: 0, empty: true });
/** As many characters as a group took. */
export const reference = (source: string): Part => ({ source, repeats: 'plain', width: undefined, empty: true });

/** Case counts in named classes whatever the options say; JavaScript's flag would let U+017F pass for an `s`. */
export function leaveCase(scan: Scan): void {
  if (scan.options.caseless) scan.needsByLetter = true;
}

/** Takes `pattern` (sticky) at the place of the scan, if it stands there. */
export function take(scan: Scan, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scan.at;
  const match = pattern.exec(scan.text);
  if (!match) return undefined;
  scan.at += match[0].length;
  return match;
}

/** Takes one character; the pattern must not be at its end. */
export function takePoint(scan: Scan): number {
  const code = scan.text.codePointAt(scan.at) as number;
  scan.at += code > 0xffff ? 2 : 1;
  return code;
}

/** One character in whatever case the options ask for. */
export function literal(scan: Scan, code: number): Part {
  const body = literalBody(scan, code);
  return plain(body === escapePoint(code) ? body : `[${body}]`);
}

/** The same as a part of a class. */
export function literalBody(scan: Scan, code: number): string {
  const variants = scan.options.caseless && scan.byLetter ? letterVariants(code) : [];
  return variants.length > 1 ? variants.map(escapePoint).join('') : escapePoint(code);
}

export function escapePoint(code: number): string {
  const text = String.fromCodePoint(code);
  return /[\p{L}\p{N}]/u.test(text) ? text : `\\u{${code.toString(16)}}`;
}

/** What has matched once is not tried in another way: a look-ahead keeps its first match, which is then taken. */
export function atomic(scan: Scan, source: string): string {
  if (scan.behind > 0) return `(?:${source})`;
  const name = `a${++scan.atomics}`;
  return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
}
