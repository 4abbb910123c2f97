import { namedReference } from './escapes.ts';
import { invalidRegex } from './invalid.ts';
import { assertion, atomic, type Part, type RegexOptions, reference, type Scan, take } from './scan.ts';
import { type Alternatives, alternatives } from './translate.ts';

/** A group from its `(` to its `)`, or what else begins with `(`. */
export function groupPart(scan: Scan): Part {
  const name = take(scan, /\((?:\?P?<([A-Za-z_]\w*)>|\?'([A-Za-z_]\w*)'|(?![?*]))/y);
  if (name) return capture(scan, name[1] ?? name[2]);
  const look = take(scan, /\(\?<?[=!]/y);
  if (look) return lookAround(scan, look[0]);
  const again = take(scan, /\(\?P=(\w+)\)/y);
  if (again) return reference(namedReference(scan, again[1] as string));
  if (take(scan, /\(\?>/y)) {
    const inner = body(scan);
    return group(atomic(scan, inner.source), inner);
  }
  return optionsPart(scan);
}

function capture(scan: Scan, name: string | undefined): Part {
  const id = `g${scan.captures.length + 1}`;
  if (name !== undefined) {
    if (scan.names.has(name)) throw invalidRegex('two named subpatterns have the same name');
    scan.names.set(name, scan.captures.length + 1);
  }
  scan.captures.push(id);
  const inner = body(scan);
  return group(`(?<${id}>${inner.source})`, inner);
}

function lookAround(scan: Scan, opening: string): Part {
  const behind = opening.includes('<') ? 1 : 0;
  scan.behind += behind;
  const { source, widths } = body(scan);
  scan.behind -= behind;
  if (behind && widths.includes(undefined)) throw invalidRegex('lookbehind assertion is not fixed length');
  scan.absence ||= opening.endsWith('!');
  return { source: `${opening}${source})`, repeats: 'group', width: 0, empty: true };
}

/** `(?i)`, which counts up to the end of the group, and `(?i:…)`. */
function optionsPart(scan: Scan): Part {
  const setting = take(scan, /\(\?([imsxU]*)(?:-([imsxU]+))?([:)])/y);
  if (!setting) throw invalidRegex(`"${scan.text.slice(scan.at, scan.at + 3)}" is not supported`);
  const [, on = '', off = '', end] = setting;
  const outer = scan.options;
  scan.options = withOptions(outer, on, off);
  if (scan.options.caseless !== outer.caseless) scan.needsByLetter = true;
  if (end === ')') return assertion('');
  const inner = body(scan);
  scan.options = outer;
  return group(`(?:${inner.source})`, inner);
}

function withOptions(outer: RegexOptions, on: string, off: string): RegexOptions {
  const set = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
  return {
    caseless: set('i', outer.caseless),
    multiline: set('m', outer.multiline),
    dotAll: set('s', outer.dotAll),
    extended: set('x', outer.extended),
    ungreedy: set('U', outer.ungreedy),
  };
}

/** How deep groups may nest (source: PCRE's PARENS_NEST_LIMIT). */
const deepest = 250;

function body(scan: Scan): Alternatives {
  if (++scan.depth > deepest) throw invalidRegex('parentheses are too deeply nested');
  const inner = alternatives(scan);
  scan.depth--;
  if (scan.text[scan.at] !== ')') throw invalidRegex('missing )');
  scan.at++;
  return inner;
}

function group(source: string, { widths, empty }: Alternatives): Part {
  return { source, repeats: 'plain', width: widths.every((width) => width === widths[0]) ? widths[0] : undefined, empty };
}
