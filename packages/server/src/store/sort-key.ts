import { pinyin } from 'pinyin-pro';

const sortedLength = 64;
const han = /\p{Script=Han}/u;

/** A text that sorts as people expect: case does not matter, Chinese stands by pinyin, equal sounds by character. Only the first 64 characters count. */
export function sortKeyOf(text: string): string {
  const folded = foldText(text).slice(0, sortedLength);
  if (!han.test(folded)) return folded;
  const letters = pinyin(folded, { type: 'all', toneType: 'none', nonZh: 'consecutive' });
  return letters.map((letter) => (letter.isZh ? `${letter.pinyin}${letter.num}${letter.origin}` : letter.origin)).join(' ');
}

/** First letters of the pinyin of each run of Chinese in a text: 北京A科技 gives `bj` and `kj`. */
export function pinyinInitials(text: string): string[] {
  return (text.match(/\p{Script=Han}+/gu) ?? []).map((run) =>
    pinyin(run, { type: 'array', pattern: 'first', toneType: 'none' }).join('').toLowerCase(),
  );
}

/** Text as it is compared without regard to case, width and outer space. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
