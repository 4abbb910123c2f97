import { foldText, pinyinInitials } from './sort-key.ts';

const prefixLength = 8;
const indexedLength = 500;
const hanRun = /\p{Script=Han}+/gu;
const wordRun = /[\p{L}\p{M}]+/gu;
const digitRun = /\d+/g;

/** What quick search needs of one field: tokens to find candidates by, and the text it verifies them on. */
export interface SearchText {
  tokens: string[];
  /** Folded text, then a line with the pinyin initials of each run of Chinese. */
  text: string;
}

/** Prepares the texts of one field for quick search. Only the first 500 characters are searched. */
export function searchTextOf(field: string, texts: readonly string[]): SearchText {
  const folded = foldText(texts.join('\n')).slice(0, indexedLength);
  const initials = pinyinInitials(folded);
  const tokens = new Set([
    ...runs(folded, hanRun).flatMap((run) => grams(run, 2, true)),
    ...words(folded).flatMap((word) => prefixes(word)),
    ...runs(folded, digitRun).flatMap((digits) => [...prefixes(digits).slice(0, 2), ...grams(digits, 3, false)]),
    ...initials.flatMap((run) => grams(run, 2, true).map((gram) => `~${gram}`)),
  ]);
  return { tokens: [...tokens].map((token) => `${field}:${token}`), text: [folded, ...initials].join('\n') };
}

/** One way in which a word that somebody looks for can stand in a field: all these tokens, and the text somewhere. */
export interface SearchProbe {
  tokens: string[];
  /** Folded; occurs literally in the stored search text. */
  part: string;
}

/** The words of a search, folded; at most eight count. */
export function searchWords(search: string): string[] {
  return foldText(search)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
}

/**
 * The ways in which one word can stand in a field; none for a word without letters, digits or Chinese. The token that is likely
 * the rarest comes first, since a database may look up only that: long before short, the end of a number before its head (half
 * of all phone numbers begin alike), the head of a Chinese name before its end (most are companies with limited liability).
 */
export function searchProbes(field: string, word: string): SearchProbe[] {
  const literal = [
    ...runs(word, hanRun).flatMap((run) => queryGrams(run, 2)),
    ...words(word).map((each) => [...each].slice(0, prefixLength).join('')),
    ...runs(word, digitRun).flatMap((digits) => queryGrams(digits, 3).reverse()),
  ].sort((one, other) => other.length - one.length);
  const probes = literal.length > 0 ? [{ tokens: literal.map((token) => `${field}:${token}`), part: word }] : [];
  if (!/^[a-z]+$/.test(word)) return probes;
  return [...probes, { tokens: queryGrams(word, 2).map((gram) => `${field}:~${gram}`), part: word }];
}

function runs(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

/** Runs of letters other than Chinese. */
function words(text: string): string[] {
  return runs(text.replace(hanRun, ' '), wordRun);
}

function prefixes(word: string): string[] {
  const plain = [...word];
  return plain.slice(0, prefixLength).map((_, index) => plain.slice(0, index + 1).join(''));
}

/** Every stretch of `size` characters; with `single`, each character alone too. */
function grams(run: string, size: number, single: boolean): string[] {
  const letters = [...run];
  const found = letters.slice(0, Math.max(0, letters.length - size + 1)).map((_, index) => letters.slice(index, index + size).join(''));
  return single ? [...found, ...letters] : found;
}

function queryGrams(run: string, size: number): string[] {
  const letters = [...run];
  return letters.length <= size ? [run] : grams(run, size, false);
}
