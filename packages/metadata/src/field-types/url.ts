import { defineFieldType } from './define-field-type.ts';
import { toHalfWidth } from './number-text.ts';
import { textOperators } from './operators.ts';

/** A web address; only http and https, so that a link is never a script. */
export const urlType = defineFieldType({
  name: 'url',
  group: 'contact',
  label: { 'zh-CN': '网址', en: 'Web address' },
  help: { 'zh-CN': '以 http:// 或 https:// 开头的链接', en: 'A link that starts with http:// or https://' },
  shape: 'string',
  valueType: 'string',
  blank: { format: 'uri', maxLength: 500 },
  keywords: ['format', 'minLength', 'maxLength', 'pattern'],
  settings: ['placeholder', 'default', 'searchable', 'unique'],
  operators: textOperators,
  sortable: true,
  uniqueable: true,
  measures: ['count', 'distinct'],
  normalise: (value) => (typeof value === 'string' ? value.trim() : value),
  check: (value) => (typeof value === 'string' && !isWebAddress(value) ? [{ path: '', code: 'BAD_URL' }] : []),
  parse: (text) => {
    const plain = toHalfWidth(text).trim();
    return /^(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|io))/i.test(plain) ? `https://${plain}` : plain;
  },
  tokens: (value) => (typeof value === 'string' ? [value] : []),
});

/** Whether a text is an address of the web: http or https with a host. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#@:<>"'\\]+(?::\d{1,5})?(?:[/?#][^\s<>"\\]*)?$/i.test(text);
}
