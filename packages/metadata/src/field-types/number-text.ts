/** Full-width letters, digits and signs as their ASCII twins; the ideographic space as a blank. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}

/** The number that a person wrote (`１,２３４.５`, `￥99`, `12%`), or undefined. */
export function parseNumberText(text: string): number | undefined {
  const plain = toHalfWidth(text).replace(/[\s,¥￥$€£元]/g, '');
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(%|万|亿)?$/.exec(plain);
  if (!match) return undefined;
  const number = Number(`${match[1]}${powers.get(match[2] ?? '') ?? ''}`);
  return Number.isFinite(number) ? number : undefined;
}

const powers = new Map([
  ['%', 'e-2'],
  ['万', 'e4'],
  ['亿', 'e8'],
]);
