import { endOfName, readInt32 } from '../bson/walk.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import { readText } from '../value/read.ts';
import { T } from '../value/types.ts';
import type { RegexFilter } from './types.ts';
import type { ValueTest } from './walk-path.ts';

/** `$regex` as a test of one raw value. */
export function regexTest({ pattern, options, test }: RegexFilter): ValueTest {
  const inText = textTest(pattern, options, test);
  return (type, bytes, at) => {
    if (type === T.string || type === T.symbol) return inText(bytes, at + 4, at + 3 + readInt32(bytes, at));
    return type === T.regex && isSameRegex(bytes, at, pattern, options);
  };
}

type TextTest = (bytes: Uint8Array, start: number, end: number) => boolean;

function textTest(pattern: string, options: string, test: RegExp): TextTest {
  const { literal, foldedLiteral } = compileRegex(pattern, options);
  const decoded: TextTest = (bytes, start, end) => test.test(readText(bytes, start, end));
  if (foldedLiteral !== undefined) return foldedTest(foldedLiteral, decoded);
  return literal === undefined ? decoded : literalTest(literal);
}

/** ASCII letters in lower case; all other bytes as they are. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** A search without regard to case over ASCII text; text beyond ASCII is decoded. */
function foldedTest(literal: string, decoded: TextTest): TextTest {
  const wanted = Buffer.from(literal);
  const first = wanted[0];
  const { length } = wanted;
  return (bytes, start, end) => {
    let seen = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      seen |= byte;
      if (folded[byte] !== first || at + length > end) continue;
      let i = 1;
      while (i < length && folded[bytes[at + i] as number] === wanted[i]) i++;
      if (i === length) return true;
    }
    return length === 0 || (seen > 127 && decoded(bytes, start, end));
  };
}

/** From this length on, the native search costs less than a loop. */
const longText = 48;

function literalTest(literal: string): TextTest {
  const wanted = Buffer.from(literal);
  const { length } = wanted;
  return (bytes, start, end) => {
    if (length === 0) return true;
    if (end - start < length) return false;
    return end - start < longText
      ? includes(bytes, wanted, { start, last: end - length })
      : includesNatively(bytes, wanted, { start, last: end - length });
  };
}

type Range = { readonly start: number; readonly last: number };

function includes(bytes: Uint8Array, wanted: Uint8Array, { start, last }: Range): boolean {
  const first = wanted[0];
  const length = wanted.length;
  for (let at = start; at <= last; at++) {
    if (bytes[at] !== first) continue;
    let i = 1;
    while (i < length && bytes[at + i] === wanted[i]) i++;
    if (i === length) return true;
  }
  return false;
}

/** The text ends where the document goes on: a find behind the end does not count. */
function includesNatively(bytes: Uint8Array, wanted: Uint8Array, { start, last }: Range): boolean {
  const found = Buffer.prototype.indexOf.call(bytes, wanted, start);
  return found !== -1 && found <= last;
}

function isSameRegex(bytes: Uint8Array, at: number, pattern: string, options: string): boolean {
  const end = endOfName(bytes, at);
  return readText(bytes, at, end) === pattern && readText(bytes, end + 1, endOfName(bytes, end + 1)) === options;
}
