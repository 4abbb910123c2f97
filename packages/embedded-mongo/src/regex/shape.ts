/** What a plain pattern lets an index and a byte search do without running it. */
export type RegexShape = {
  /** The whole pattern is this plain text, anywhere in the subject (no anchor, no special characters). */
  readonly literal?: string;
  /** The same without regard to case: plain ASCII in lower case. */
  readonly foldedLiteral?: string;
  /** Every match stands at the start and begins with this text. */
  readonly prefix?: string;
  /** The prefix is all that the pattern asks for. */
  readonly prefixOnly?: boolean;
};

const special = /[\\^$.|?*+()[\]{}]/;
const hasCase = (text: string) => text.toUpperCase() !== text.toLowerCase();
const isAscii = (text: string) => Array.from(text).every((char) => char < '\u0080');

export function shapeOf(pattern: string, options: string): RegexShape {
  if (options.includes('x')) return {};
  if (!special.test(pattern)) return options.includes('i') && hasCase(pattern) ? foldedShape(pattern) : { literal: pattern };
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const body = inline ? pattern.slice(inline[0].length) : pattern;
  return anchoredShape(body, options + (inline?.[1] ?? ''));
}

function foldedShape(pattern: string): RegexShape {
  return isAscii(pattern) ? { foldedLiteral: pattern.toLowerCase() } : {};
}

function anchoredShape(pattern: string, options: string): RegexShape {
  const match = /^(?:\^|\\A)((?:[^\\^$.|?*+()[\]{}]|\\[^A-Za-z0-9])*)/s.exec(pattern);
  if (!match?.[1] || options.includes('i') || options.includes('m') || pattern.includes('|')) return {};
  const rest = pattern.slice(match[0].length);
  const text = match[1].replace(/\\(.)/gs, '$1');
  if (rest === '' || rest === '.*') return { prefix: text, ...(rest === '' || options.includes('s') ? { prefixOnly: true } : {}) };
  const shorter = /^(?:[?*{]|\(\?#|\\[QE])/.test(rest) ? Array.from(text).slice(0, -1).join('') : text;
  return shorter === '' ? {} : { prefix: shorter };
}
