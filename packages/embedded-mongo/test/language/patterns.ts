import type { Random } from '../differential/random.ts';

/** Texts that tell ends of lines, letters beyond ASCII and beyond 16 bits apart. */
export const subjects = [
  '',
  'a',
  'ab',
  'aAbB',
  'ab\n',
  'a\nb\n',
  'a\rb',
  'a\r\nb',
  'a b',
  'a-b1_',
  '中文a',
  'éÉß',
  '\u00a0 \u2028',
  '😀a',
  'Kſσς',
  'x{2}',
];

const characters = ['a', 'b', 'A', 'é', '中', '_', '1', 'k', 'σ', '😀', '-', '{', ']', '}', '\\.', '\\x61', '\\101', '\\x{4e2d}'];
const sets = ['.', '\\d', '\\w', '\\D', '\\W', '\\N', '\\p{L}', '\\p{Lu}', '\\P{Ll}', '\\p{^N}', '\\p{Han}'];
/** Never repeated: PCRE thinks that some of these share nothing, and takes `\S?` before `\h` for good. */
const once = [' ', '\n', '\r', '\\s', '\\S', '\\h', '\\v', '\\H', '\\V'];
const edges = ['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z', '(?<=a)', '(?<!b|aa)', '(?<=\\n)'];
const settings = ['(?i)', '(?s)', '(?m)', '(?-i)', '(?i-s)', '(?x)'];
const members = ['a', 'a-c', 'A-F', 'é', '中', '-', '\\d', '\\w', '\\S', '[:alpha:]', '[:punct:]', '\\n', '[', '&&', 'k-s', '.'];
const quantifiers = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '*?', '??', '*+', '?+'];

/**
 * A pattern. Nothing is repeated but single characters: what is left in a group that was gone through again, and how often
 * a group that can be empty is, differs on purpose.
 */
export function pattern(random: Random, depth = 0): string {
  return random.some(1, random.once(3) ? 3 : 1, () => random.some(1, 3, () => part(random, depth)).join('')).join('|');
}

function part(random: Random, depth: number): string {
  const group = (opening: string) => `${opening}${pattern(random, depth + 1)})`;
  return random.weighted<string>([
    [5, () => random.pick(characters) + random.pick(quantifiers)],
    [4, () => random.pick(sets) + random.pick(quantifiers)],
    [3, () => characterClass(random) + random.pick(quantifiers)],
    [2, () => random.pick(once)],
    [1, () => `(?:${characterClass(random)}${random.pick(characters)})${random.pick(['{2}', '{1,2}', '+', '*'])}`],
    [2, () => random.pick(edges)],
    [1, () => random.pick(settings)],
    [depth < 2 ? 3 : 0, () => group(random.pick(['(', '(?:', '(?=', '(?>', '(?i:', '(?-i:', '(?s:', '(?m:', '(?U:']))],
  ]);
}

/** Properties stand in no class of what is not meant: there PCRE takes them otherwise than alone. */
function characterClass(random: Random): string {
  const negated = random.once(3);
  const choices = negated ? members : [...members, '\\p{L}', '\\P{Lu}'];
  return `[${negated ? '^' : ''}${random.once(8) ? ']' : ''}${random.some(1, 3, () => random.pick(choices)).join('')}]`;
}
