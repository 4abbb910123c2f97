import { classPart } from './char-class.ts';
import { escapePart } from './escapes.ts';
import { groupPart } from './groups.ts';
import { invalidRegex } from './invalid.ts';
import { assertion, atomic, literal, type Part, plain, type RegexOptions, type Scan, take, takePoint } from './scan.ts';

export type Translation = { readonly source: string; readonly flag: 'i' | ''; readonly captures: readonly string[] };

/**
 * PCRE's pattern in JavaScript's language (flags `u` and `s`, and the answered one). Case is told apart letter by letter, which
 * runs faster than JavaScript's flag and can change within the pattern; only references need the flag. Every group gets a name,
 * because atomic groups are made of groups too; `captures` are the pattern's own. Throws 51091 for what is broken or cannot be said.
 */
export function translate(pattern: string, options: string): Translation {
  const scan = openScan(pattern, options, true);
  const byFlag = scan.options.caseless;
  const source = wholeSource(scan);
  if (!byFlag || !scan.refers || scan.needsByLetter) return { source, flag: '', captures: scan.captures };
  return { source: wholeSource(openScan(pattern, options, false)), flag: 'i', captures: scan.captures };
}

function wholeSource(scan: Scan): string {
  const { source, empty } = alternatives(scan);
  if (scan.at < scan.text.length) throw invalidRegex('unmatched parentheses');
  // JavaScript also looks for an absence within a character of two units.
  return empty && scan.absence ? `(?:${source})(?=.|$)` : source;
}

function openScan(text: string, letters: string, byLetter: boolean): Scan {
  const inline = /^\(\?([imsx]+)\)/.exec(text);
  const all = letters + (inline?.[1] ?? '');
  const options: RegexOptions = {
    caseless: all.includes('i'),
    multiline: all.includes('m'),
    dotAll: all.includes('s'),
    extended: all.includes('x'),
    ungreedy: false,
  };
  const state = { unicode: false, needsByLetter: false, refers: false, quoted: false, behind: 0, atomics: 0, absence: false, depth: 0 };
  const scan: Scan = { text, at: inline?.[0].length ?? 0, options, byLetter, ...state, captures: [], names: new Map() };
  for (let verb = take(scan, /\(\*(UTF8?|UCP)\)/y); verb; verb = take(scan, /\(\*(UTF8?|UCP)\)/y)) scan.unicode ||= verb[1] === 'UCP';
  return scan;
}

/** The widths are those of the alternatives, in their order; `empty`: one of them may match without taking a character. */
export type Alternatives = { readonly source: string; readonly widths: readonly (number | undefined)[]; readonly empty: boolean };

/** All up to the `)` that ends the group, or to the end. Options set within end with it. */
export function alternatives(scan: Scan): Alternatives {
  const outer = scan.options;
  const widths: (number | undefined)[] = [0];
  const empty = [true];
  let source = '';
  for (skipIgnored(scan); scan.at < scan.text.length && (scan.quoted || scan.text[scan.at] !== ')'); skipIgnored(scan)) {
    if (!scan.quoted && take(scan, /\|/y)) {
      widths.push(0);
      empty.push(true);
      source += '|';
      continue;
    }
    const part = repeated(scan, nextPart(scan));
    source += part.source;
    widths.push(sum(widths.pop(), part.width));
    empty.push(empty.pop() === true && part.empty);
  }
  scan.options = outer;
  return { source, widths, empty: empty.includes(true) };
}

const sum = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a + b);

/** What stands for nothing: comments, blanks under `x`, the marks of a quotation. */
function skipIgnored(scan: Scan): void {
  for (;;) {
    const mark = take(scan, scan.quoted ? /\\E/y : /\\[QE]/y);
    if (mark) scan.quoted = mark[0] === '\\Q';
    else if (scan.quoted || !(take(scan, /\(\?#[^)]*\)/y) || (scan.options.extended && take(scan, /[\t-\r ]+|#[^\n]*\n?/y)))) return;
  }
}

function nextPart(scan: Scan): Part {
  if (scan.quoted) return literal(scan, takePoint(scan));
  switch (scan.text[scan.at]) {
    case '\\':
      return escapePart(scan);
    case '[':
      return classPart(scan);
    case '(':
      return groupPart(scan);
    case '^':
    case '$':
      return anchor(scan);
    case '.':
      scan.at++;
      return plain(scan.options.dotAll ? '.' : '[^\\n]');
    default:
      if (take(scan, quantifier)) throw invalidRegex('nothing to repeat');
      return literal(scan, takePoint(scan));
  }
}

/** A line ends with `\n` only; one at the very end begins no further line. */
function anchor(scan: Scan): Part {
  const { multiline } = scan.options;
  if (scan.text[scan.at++] === '^') return assertion(multiline ? '(?:^|(?<=\\n)(?=.))' : '^');
  return assertion(multiline ? '(?=\\n|$)' : '(?=\\n?$)');
}

const quantifier = /([*+?]|\{(\d+)(,?)(\d*)\})/y;

function repeated(scan: Scan, part: Part): Part {
  skipIgnored(scan);
  const amount = scan.quoted ? undefined : take(scan, quantifier);
  if (!amount) return part;
  if (part.repeats === 'none') throw invalidRegex('nothing to repeat');
  checkAmounts(amount);
  if (scan.options.extended) skipIgnored(scan);
  const mode = take(scan, /[+?]/y)?.[0];
  const lazy = (mode === '?') !== scan.options.ungreedy && mode !== '+';
  const source = `${part.repeats === 'group' ? `(?:${part.source})` : part.source}${amount[0]}${lazy ? '?' : ''}`;
  const exact = amount[2] !== undefined && (amount[3] === '' || amount[2] === amount[4]);
  const width = exact && part.width !== undefined ? part.width * Number(amount[2]) : undefined;
  const empty = part.empty || (amount[1] !== '+' && Number(amount[2] ?? 0) === 0);
  return { source: mode === '+' ? atomic(scan, source) : source, repeats: 'none', width, empty };
}

function checkAmounts(amount: RegExpExecArray): void {
  const [least, most] = [Number(amount[2] ?? 0), Number(amount[4] || (amount[2] ?? 0))];
  if (least > 65535 || most > 65535) throw invalidRegex('number too big in {} quantifier');
  if (most < least) throw invalidRegex('numbers out of order in {} quantifier');
}
