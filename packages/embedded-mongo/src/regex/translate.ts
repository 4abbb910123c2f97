import { classPart } from './char-class.ts';
import { escapePart } from './escapes.ts';
import { groupPart } from './groups.ts';
import { invalidRegex } from './invalid.ts';
import { assertion, atomic, literal, type Part, plain, type RegexOptions, type Scan, take, takePoint } from './scan.ts';

export type Translation = { readonly source: string; readonly caseless: boolean; readonly captures: readonly string[] };

/**
 * PCRE's pattern in JavaScript's language (flags `v` and `s`, and `i` where `caseless`). Every group gets a name, because atomic
 * groups are made of groups too; `captures` are the pattern's own. Throws 51091 for what is broken or cannot be said.
 */
export function translate(pattern: string, options: string): Translation {
  const first = translateWith(pattern, options, false);
  return first ?? (translateWith(pattern, options, true) as Translation);
}

/** Nothing when the pattern asks for case to be told apart by letter. */
function translateWith(text: string, options: string, byLetter: boolean): Translation | undefined {
  const scan = openScan(text, options, byLetter);
  const { caseless } = scan.options;
  const { source } = alternatives(scan);
  if (scan.at < text.length) throw invalidRegex('unmatched parentheses');
  if (scan.needsByLetter && !byLetter) return undefined;
  return { source, caseless: caseless && !byLetter, captures: scan.captures };
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
  const state = { unicode: false, needsByLetter: false, quoted: false, behind: 0, atomics: 0, depth: 0 };
  const scan: Scan = { text, at: inline?.[0].length ?? 0, options, byLetter, ...state, captures: [], names: new Map() };
  for (let verb = take(scan, /\(\*(UTF8?|UCP)\)/y); verb; verb = take(scan, /\(\*(UTF8?|UCP)\)/y)) scan.unicode ||= verb[1] === 'UCP';
  return scan;
}

/** The widths are those of the alternatives, in their order. */
export type Alternatives = { readonly source: string; readonly widths: readonly (number | undefined)[] };

/** All up to the `)` that ends the group, or to the end. Options set within end with it. */
export function alternatives(scan: Scan): Alternatives {
  const outer = scan.options;
  const widths: (number | undefined)[] = [0];
  let source = '';
  for (skipIgnored(scan); scan.at < scan.text.length && (scan.quoted || scan.text[scan.at] !== ')'); skipIgnored(scan)) {
    if (!scan.quoted && take(scan, /\|/y)) {
      widths.push(0);
      source += '|';
      continue;
    }
    const part = repeated(scan, nextPart(scan));
    source += part.source;
    widths.push(sum(widths.pop(), part.width));
  }
  scan.options = outer;
  return { source, widths };
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
  if (scan.quoted) return plain(literal(scan, takePoint(scan)));
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
      return plain(literal(scan, takePoint(scan)));
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
  return { source: mode === '+' ? atomic(scan, source) : source, repeats: 'none', width };
}

function checkAmounts(amount: RegExpExecArray): void {
  const [least, most] = [Number(amount[2] ?? 0), Number(amount[4] || (amount[2] ?? 0))];
  if (least > 65535 || most > 65535) throw invalidRegex('number too big in {} quantifier');
  if (most < least) throw invalidRegex('numbers out of order in {} quantifier');
}
